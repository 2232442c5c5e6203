//! `Index`: many literals, found in one pass over a text.
//!
//! Words start where a letter, digit or underscore follows something else; sixty bytes at a time this is a bit mask.
//! At each start eight bytes are read, cut to a few lengths, hashed and looked up in bit filters; what passes is
//! compared. Nothing else of the text is looked at, so the cost hardly grows with the number of literals.

use super::literals::Literal;

/// Word starts that one block may yield; its last bytes only tell where words end.
const STEP: usize = 60;
/// A block and the bytes that a key may reach behind it.
const BLOCK: usize = STEP + 8;
/// Bits of a filter, as a power of two.
const FILTER_BITS: u32 = 15;
/// Kinds of keys: eight, six and four bytes, and a word or its first three letters; each has a filter.
const KINDS: usize = 4;
/// The kind of literals of one or two letters that may go on; they have a table of all pairs of bytes instead.
const PAIR: usize = 4;
/// Lists of entries for each kind, as a power of two.
const HEAD_BITS: u32 = 11;
/// No entry.
const NONE: u32 = u32::MAX;

/// Literals to be found, each known by its number.
#[derive(Debug, Clone)]
pub struct Index {
    filters: [Box<Bits>; KINDS],
    pairs: Box<[u64; 1024]>,
    /// The first entry of each hash.
    heads: Vec<u32>,
    entries: Vec<Entry>,
    texts: Vec<u8>,
}

type Bits = [u64; 1 << (FILTER_BITS - 6)];

#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The first eight bytes at most, and the mask of that many.
    first: u64,
    mask: u64,
    /// The next entry of the same kind and hash.
    next: u32,
    start: u32,
    length: u8,
    whole: bool,
}

impl Index {
    /// An empty index that is to hold about so many literals.
    pub fn with_capacity(literals: usize) -> Self {
        Self {
            filters: std::array::from_fn(|_| Box::new([0; 1 << (FILTER_BITS - 6)])),
            pairs: Box::new([0; 1024]),
            heads: vec![NONE; (KINDS + 1) << HEAD_BITS],
            entries: Vec::with_capacity(literals),
            texts: Vec::with_capacity(literals * 12),
        }
    }

    /// Number of literals.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Bytes of a literal.
    pub fn length(&self, literal: u32) -> usize {
        usize::from(self.entries[literal as usize].length)
    }

    /// Adds a literal unless it is there; returns its number.
    pub fn add(&mut self, literal: &Literal) -> u32 {
        let text = literal.text.as_bytes();
        let length = text.len().min(usize::from(u8::MAX));
        let text = &text[..length];
        let first = eight(text, 0);
        let word = text.iter().take_while(|&&byte| is_word(byte)).count();
        let (kind, key) = match length {
            8.. => (0, first),
            6..8 => (1, first & mask(6)),
            4..6 => (2, first & mask(4)),
            _ if literal.whole || length == 3 || word < length => (3, first & mask(word.min(3))),
            _ => (PAIR, first),
        };
        let (hash, head) = self.slots(kind, key);
        let mut entry = self.heads[head];
        while entry != NONE {
            let known = &self.entries[entry as usize];
            if known.first == first && known.whole == literal.whole && self.text_of(known) == text {
                return entry;
            }
            entry = known.next;
        }
        match kind {
            PAIR if length == 2 => self.pairs[key as usize / 64] |= 1 << (key % 64),
            PAIR => {
                (0..256).map(|next| key as usize | next << 8).for_each(|pair| self.pairs[pair / 64] |= 1 << (pair % 64))
            }
            _ => self.filters[kind][hash / 64] |= 1 << (hash % 64),
        }
        let number = self.entries.len() as u32;
        let (start, next) = (self.texts.len() as u32, self.heads[head]);
        self.texts.extend_from_slice(text);
        let mask = mask(length.min(8));
        self.entries.push(Entry { first, mask, next, start, length: length as u8, whole: literal.whole });
        self.heads[head] = number;
        number
    }

    /// Calls `found` with the number and the place of every literal that starts a word of the text.
    pub fn scan(&self, lower: &str, mut found: impl FnMut(u32, usize)) {
        let text = lower.as_bytes();
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
        let mut starts = words & !(words << 1 | u64::from(inside)) & mask_bits(STEP);
        while starts != 0 {
            let start = starts.trailing_zeros() as usize;
            starts &= starts - 1;
            let first = eight(block, start);
            let word = (!(words >> start)).trailing_zeros().min(3) as usize;
            let keys = [first, first & mask(6), first & mask(4), first & mask(word)];
            let mut passed = (self.pairs[first as u16 as usize / 64] >> (first % 64) & 1) << PAIR;
            for (kind, (filter, key)) in self.filters.iter().zip(keys).enumerate() {
                let hash = hash(key);
                passed |= (filter[hash / 64] >> (hash % 64) & 1) << kind;
            }
            if passed != 0 {
                self.compare(text, at + start, keys, passed, found);
            }
        }
        words >> (STEP - 1) & 1 != 0
    }

    /// Compares what passed a filter.
    #[inline(never)]
    fn compare(&self, text: &[u8], at: usize, keys: [u64; KINDS], mut passed: u64, found: &mut impl FnMut(u32, usize)) {
        let first = keys[0];
        while passed != 0 {
            let kind = passed.trailing_zeros() as usize;
            passed &= passed - 1;
            if kind == PAIR {
                self.follow(text, at, first, self.slots(PAIR, first & mask(2)).1, found);
                self.follow(text, at, first, self.slots(PAIR, first & mask(1)).1, found);
            } else {
                self.follow(text, at, first, self.slots(kind, keys[kind]).1, found);
            }
        }
    }

    /// Reports the entries of one list that stand at a place.
    #[inline(always)]
    fn follow(&self, text: &[u8], at: usize, first: u64, head: usize, found: &mut impl FnMut(u32, usize)) {
        let mut number = self.heads[head];
        while let Some(entry) = self.entries.get(number as usize) {
            if first & entry.mask == entry.first && self.stands(text, at, entry) {
                found(number, at);
            }
            number = entry.next;
        }
    }

    /// Whether the literal of an entry stands at a place of the text.
    #[inline(always)]
    fn stands(&self, text: &[u8], at: usize, entry: &Entry) -> bool {
        let end = at + usize::from(entry.length);
        (entry.length <= 8 || text.get(at..end) == Some(self.text_of(entry)))
            && !(entry.whole && text.get(end).is_some_and(|&next| is_word(next)))
    }

    fn text_of(&self, entry: &Entry) -> &[u8] {
        &self.texts[entry.start as usize..][..usize::from(entry.length)]
    }

    /// Where a key is noted: its bit in a filter and its place among the heads.
    fn slots(&self, kind: usize, key: u64) -> (usize, usize) {
        let hash = hash(key);
        (hash, kind << HEAD_BITS | hash >> (FILTER_BITS - HEAD_BITS))
    }
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

/// Eight bytes as a number, the first lowest; zeros behind the end.
#[inline(always)]
fn eight(bytes: &[u8], start: usize) -> u64 {
    let rest = &bytes[start..];
    if let Some(chunk) = rest.first_chunk() {
        return u64::from_le_bytes(*chunk);
    }
    let mut chunk = [0; 8];
    chunk[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(chunk)
}

/// A bit for each byte that belongs to a word, the first lowest.
#[inline(always)]
fn word_mask(block: &[u8; 64]) -> u64 {
    let mut flags = [0; 64];
    for (flag, &byte) in flags.iter_mut().zip(block) {
        *flag = u8::from(is_word(byte));
    }
    let mut words = 0;
    for (index, &eight) in flags.as_chunks().0.iter().enumerate() {
        // Gathers the lowest bit of each byte in the highest byte.
        words |= (u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * index);
    }
    words
}

/// Letters, digits and underscore, as `\\w` has it; folded text has no capital letters.
#[inline(always)]
fn is_word(byte: u8) -> bool {
    (byte.wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10) | (byte == b'_')
}
