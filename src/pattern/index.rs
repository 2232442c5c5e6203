//! `Index`: many literals, found in one pass over a text.
//!
//! Words start where a letter, digit or underscore follows something else; sixty bytes at a time this is a bit mask.
//! At each start eight bytes are read, cut to a few lengths, hashed and looked up in bit filters; what passes is
//! compared. Nothing else of the text is looked at, so the cost hardly grows with the number of literals.

use super::literals::{Literal, MAX_LENGTH};
use super::words::{bits, is_word, word_mask};
use serde::{Deserialize, Serialize};

/// Word starts that one block may yield; its last bytes only tell where words end.
const STEP: usize = 60;
/// A block and the bytes that a key may reach behind it.
const BLOCK: usize = STEP + 8;
/// Bits of a filter, as a power of two.
const FILTER_BITS: u32 = 16;
/// Kinds of keys: eight, six and four bytes, and a word or its first three letters; each has a filter.
const KINDS: usize = 4;
/// The kind of literals of one or two letters that may go on; they have a table of all pairs of bytes instead.
const PAIR: usize = 4;
/// Lists of entries for each kind, as a power of two.
const HEAD_BITS: u32 = 12;
/// The first so many bytes of sixteen.
const MASKS: [u128; 32] = {
    let mut masks = [u128::MAX; 32];
    let mut bytes = 0;
    while bytes < MAX_LENGTH {
        masks[bytes] = (1 << (8 * bytes)) - 1;
        bytes += 1;
    }
    masks
};
/// No entry.
const NONE: u32 = u32::MAX;

/// Literals to be found, each known by its number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Index {
    filters: [Vec<u64>; KINDS],
    pairs: Vec<u64>,
    /// The first entry of each hash.
    heads: Vec<u32>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Entry {
    /// The letters, the first lowest.
    letters: u128,
    /// The next entry of the same kind and hash.
    next: u32,
    length: u8,
    whole: bool,
}

impl Index {
    /// An empty index that is to hold about so many literals.
    pub(super) fn with_capacity(literals: usize) -> Self {
        Self {
            filters: std::array::from_fn(|_| vec![0; 1 << (FILTER_BITS - 6)]),
            pairs: vec![0; 1024],
            heads: vec![NONE; (KINDS + 1) << HEAD_BITS],
            entries: Vec::with_capacity(literals),
        }
    }

    /// Number of literals.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Bytes of a literal.
    pub(super) fn length(&self, literal: u32) -> usize {
        usize::from(self.entries[literal as usize].length)
    }

    /// Adds a literal unless it is there; returns its number.
    pub(super) fn add(&mut self, literal: Literal<&str>) -> u32 {
        let text = literal.text.as_bytes();
        let text = &text[..text.len().min(MAX_LENGTH)];
        let (length, letters) = (text.len(), sixteen(text, 0));
        let first = letters as u64;
        let word = text.iter().take_while(|&&byte| is_word(byte)).count();
        let (kind, key) = match length {
            8.. => (0, first),
            6..8 => (1, first & mask(6)),
            4..6 => (2, first & mask(4)),
            _ if literal.whole || length == 3 || word < length => (3, first & mask(word.min(3))),
            _ => (PAIR, first),
        };
        let hash = hash(key);
        let head = head(kind, hash);
        let mut entry = self.heads[head];
        while entry != NONE {
            let known = &self.entries[entry as usize];
            if known.letters == letters && usize::from(known.length) == length && known.whole == literal.whole {
                return entry;
            }
            entry = known.next;
        }
        match (kind, length) {
            (PAIR, 1) => {
                for next in 0..256 {
                    let pair = key as usize | next << 8;
                    self.pairs[pair / 64] |= 1 << (pair % 64);
                }
            }
            (PAIR, _) => self.pairs[key as usize / 64] |= 1 << (key % 64),
            _ => self.filters[kind][hash / 64] |= 1 << (hash % 64),
        }
        let number = self.entries.len() as u32;
        let next = std::mem::replace(&mut self.heads[head], number);
        self.entries.push(Entry { letters, next, length: length as u8, whole: literal.whole });
        number
    }

    /// Calls `found` with the number and the place of every literal that starts a word of the text.
    pub(super) fn scan(&self, text: &[u8], mut found: impl FnMut(u32, usize)) {
        let mut at = 0;
        let mut inside = false;
        while let Some(block) = text[at..].first_chunk::<BLOCK>() {
            inside = self.block(text, at, block, inside, &mut found);
            at += STEP;
        }
        let mut rest = [0; STEP + BLOCK];
        rest[..text.len() - at].copy_from_slice(&text[at..]);
        for (step, start) in [0, STEP].into_iter().enumerate() {
            let block = rest[start..].first_chunk::<BLOCK>().expect("the rest is padded to two blocks");
            inside = self.block(text, at + step * STEP, block, inside, &mut found);
        }
    }

    /// Looks at the word starts of one block; `inside` says whether the byte before it belongs to a word.
    #[inline(always)]
    fn block(
        &self,
        text: &[u8],
        at: usize,
        block: &[u8; BLOCK],
        inside: bool,
        found: &mut impl FnMut(u32, usize),
    ) -> bool {
        let words = word_mask(block.first_chunk().expect("a block has 64 bytes"));
        let starts = words & !(words << 1 | u64::from(inside)) & mask_bits(STEP);
        // What passes is put down without a branch, which could not be foreseen, and compared afterwards.
        let mut passed = [(0, 0); STEP / 2 * (KINDS + 2) + 2];
        let mut count = 0;
        for start in bits(starts) {
            let first = eight(block, start);
            let word = (!(words >> start)).trailing_zeros().min(3) as usize;
            let keys = [first, first & mask(6), first & mask(4), first & mask(word)];
            for (kind, key) in keys.into_iter().enumerate() {
                let hash = hash(key);
                passed[count] = (start as u16, head(kind, hash) as u16);
                count += (self.filters[kind][hash / 64] >> (hash % 64) & 1) as usize;
            }
            let pair = (self.pairs[first as u16 as usize / 64] >> (first % 64) & 1) as usize;
            passed[count] = (start as u16, head(PAIR, hash(first & mask(2))) as u16);
            passed[count + pair] = (start as u16, head(PAIR, hash(first & mask(1))) as u16);
            count += 2 * pair;
        }
        for &(start, head) in &passed[..count] {
            self.follow(text, at + usize::from(start), usize::from(head), found);
        }
        words >> (STEP - 1) & 1 != 0
    }

    /// Reports the entries of one list that stand at a place.
    #[inline(always)]
    fn follow(&self, text: &[u8], at: usize, head: usize, found: &mut impl FnMut(u32, usize)) {
        let letters = sixteen(text, at);
        let mut number = self.heads[head];
        while let Some(entry) = self.entries.get(number as usize) {
            if letters & MASKS[usize::from(entry.length & 31)] == entry.letters
                && !(entry.whole && text.get(at + usize::from(entry.length)).is_some_and(|&next| is_word(next)))
            {
                found(number, at);
            }
            number = entry.next;
        }
    }
}

/// Where the list of entries of a kind and hash starts.
fn head(kind: usize, hash: usize) -> usize {
    kind << HEAD_BITS | hash >> (FILTER_BITS - HEAD_BITS)
}

fn hash(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - FILTER_BITS)) as usize
}

/// The first so many bytes of a key.
const fn mask(bytes: usize) -> u64 {
    mask_bits(8 * bytes)
}

const fn mask_bits(bits: usize) -> u64 {
    if bits < 64 { (1 << bits) - 1 } else { u64::MAX }
}

/// Eight bytes as a number, the first lowest.
#[inline(always)]
fn eight(block: &[u8; BLOCK], start: usize) -> u64 {
    block[start..].first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// Sixteen bytes as a number, the first lowest; zeros behind the end.
fn sixteen(text: &[u8], start: usize) -> u128 {
    let rest = &text[start..];
    let chunk = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut chunk = [0; MAX_LENGTH];
        chunk[..rest.len()].copy_from_slice(rest);
        chunk
    });
    u128::from_le_bytes(chunk)
}
