// Drives Firefox through its own protocol (Marionette), which needs nothing but Firefox: a message is its length, a colon,
// and JSON.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "./support.mjs";

export const findFirefox = () => process.env.FIREFOX ?? onPath(["firefox-esr", "firefox"]);

/** Starts Firefox with some preferences; gives what it can be asked for. */
export async function launchFirefox(preferences = {}) {
  const profile = mkdtempSync(join(tmpdir(), "dumbrules-firefox-"));
  const port = 20_000 + (process.pid * 7 + Math.floor(performance.now())) % 20_000;
  const all = {
    "marionette.port": port, "app.update.enabled": false, "datareporting.policy.dataSubmissionEnabled": false,
    "browser.shell.checkDefaultBrowser": false, "network.captive-portal-service.enabled": false, ...preferences,
  };
  const lines = Object.entries(all).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  writeFileSync(join(profile, "user.js"), lines.join("\n"));
  const child = spawn(findFirefox(), ["--headless", "--marionette", "--no-remote", "--profile", profile], { stdio: "ignore", env: { ...process.env, HOME: profile } });
  const socket = await reached(port);
  const say = talk(socket);
  await say("WebDriver:NewSession", { capabilities: {} });
  return {
    open: (url) => say("WebDriver:Navigate", { url }),
    source: async () => (await say("WebDriver:GetPageSource")).value,
    run: async (script) => (await say("WebDriver:ExecuteScript", { script, args: [] })).value,
    print: async () => Buffer.from((await say("WebDriver:Print", { page: { width: 21, height: 29.7 }, background: true })).value, "base64"),
    picture: async () => Buffer.from((await say("WebDriver:TakeScreenshot", { full: false })).value, "base64"),
    resize: (width, height) => say("WebDriver:SetWindowRect", { width, height }),
    close: async () => {
      const gone = new Promise((done) => { child.once("exit", done); });
      await say("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {});
      socket.destroy();
      setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
      await gone;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** A connection to a port that somebody is about to listen on. */
async function reached(port) {
  for (let tried = 0; tried < 300; tried += 1) {
    const socket = connect(port, "127.0.0.1");
    const met = await new Promise((done) => {
      socket.once("connect", () => done(true));
      socket.once("error", () => done(false));
    });
    if (met) return socket;
    await new Promise((done) => { setTimeout(done, 200); });
  }
  throw new Error("Firefox does not answer");
}

/** One command after the other. */
function talk(socket) {
  let read = Buffer.alloc(0);
  const waiting = new Map();
  let last = 0;
  socket.on("data", (bytes) => {
    read = Buffer.concat([read, bytes]);
    for (;;) {
      const colon = read.indexOf(":");
      const length = Number(read.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 1 || read.length < colon + 1 + length) return;
      const message = JSON.parse(read.subarray(colon + 1, colon + 1 + length).toString());
      read = read.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue; // Who it is: the first thing it says.
      const [, id, error, result] = message;
      const { done, failed } = waiting.get(id);
      waiting.delete(id);
      if (error) failed(new Error(`${error.error}: ${error.message}`));
      else done(result);
    }
  });
  return (command, parameters = {}) => new Promise((done, failed) => {
    last += 1;
    waiting.set(last, { done, failed });
    const text = JSON.stringify([0, last, command, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
  });
}
