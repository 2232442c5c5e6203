-- A session of Neovim with the language server, headless: what an author of a policy sees and does.
-- Prints what happened, one step a line; tests/editor.rs compares it with what is known.

local function say(...)
  io.stdout:write(string.format(...), "\n")
end

local function fail(what)
  say("FAILED: %s", what)
  vim.cmd("cquit 1")
end

local root = vim.fn.getcwd()
local program = os.getenv("DUMBRULES")
local id = vim.lsp.start_client({
  name = "dumbrules",
  cmd = { program, "lsp", "--no-shipped", "--ruleset", "lints", "--today", "2026-06-15" },
  root_dir = root,
  on_error = function(code, error) fail(vim.inspect({ code, error })) end,
})

local function open(file)
  vim.cmd("edit " .. file)
  vim.lsp.buf_attach_client(0, id)
  return vim.api.nvim_get_current_buf()
end

local function shown(buffer)
  local lines = {}
  for _, it in ipairs(vim.diagnostic.get(buffer)) do
    local severity = vim.diagnostic.severity[it.severity]
    local message = it.message:gsub("\n", " / ")
    table.insert(lines, string.format("%d:%d-%d:%d %s %s", it.lnum, it.col, it.end_lnum, it.end_col, severity, message))
  end
  table.sort(lines)
  return table.concat(lines, "\n  ")
end

-- Waits until the diagnostics of a buffer fit, and shows them.
local function wait_for(step, buffer, fits)
  if not vim.wait(10000, function() return fits(vim.diagnostic.get(buffer)) end, 20) then
    fail(step .. ": " .. shown(buffer))
  end
  say("%s\n  %s", step, shown(buffer))
end

local function has(word)
  return function(all)
    for _, it in ipairs(all) do
      if it.message:find(word, 1, true) then return true end
    end
    return false
  end
end

local function request(method, line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
  local params = vim.lsp.util.make_position_params(0, "utf-16")
  if method == "textDocument/codeAction" then
    params = vim.lsp.util.make_range_params(0, "utf-16")
    params.context = { diagnostics = {} }
  end
  local answers = vim.lsp.buf_request_sync(0, method, params, 10000)
  return answers and answers[id] and answers[id].result or fail(method)
end

local function act(title)
  for _, action in ipairs(request("textDocument/codeAction", vim.fn.line("."), vim.fn.col(".") - 1)) do
    if action.title:find(title, 1, true) then
      say("  does: %s", action.title)
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
      return
    end
  end
  fail("no action: " .. title)
end

local policy = open("policies/bad.md")
wait_for("opens a policy", policy, has("no way back"))

vim.api.nvim_buf_set_lines(policy, 2, 3, false, { "😀 Größe: hats cannot be returned." })
wait_for("writes letters of two and more units before it (columns here are bytes)", policy, function(all) return all[1] and all[1].col == 19 end)

vim.api.nvim_buf_set_lines(policy, 2, 3, false, { "Bring hats back within 30 days." })
wait_for("writes something kinder", policy, function(all) return #all == 0 end)

vim.cmd("silent undo")
vim.cmd("silent undo")
wait_for("takes it back", policy, has("no way back"))

say("hovers\n  %s", request("textDocument/hover", 3, 8).contents.value:gsub("\n+", "\n  "))

say("asks for actions")
for _, action in ipairs(request("textDocument/codeAction", 3, 8)) do say("  %s", action.title) end

act("Name this rule")
act("Suppress sale/no-way-back")
say("  %s", vim.api.nvim_buf_get_lines(policy, 2, 3, false)[1])
wait_for("has not said why", policy, has("lacks its reason"))

local line = vim.api.nvim_buf_get_lines(policy, 2, 3, false)[1]
vim.api.nvim_buf_set_lines(policy, 2, 3, false, { (line:gsub('reason=""', 'reason="sold as seen"')) })
wait_for("says why", policy, function(all) return #all == 0 end)

local desk = open("policies/desk.md")
wait_for("opens a page for staff", desk, has("No receipt"))

vim.fn.rename("register", "bends.yaml")
vim.cmd("silent write")
wait_for("is given leave to bend it", desk, has("No receipt"))
say("hovers\n  %s", request("textDocument/hover", 3, 8).contents.value:gsub("\n+", "\n  "))
local place = request("textDocument/definition", 3, 8)[1]
say("goes to the bend\n  %s:%d", place.uri:sub(#vim.uri_from_fname(root) + 2), place.range.start.line)

vim.lsp.stop_client(id)
if not vim.wait(10000, function() return vim.lsp.client_is_stopped(id) end, 20) then fail("it does not stop") end
say("closes")
vim.cmd("qall!")
