//! Where words start, as patterns see it: letters, digits and underscore of ASCII make words, all else parts them.

/// Whether a byte belongs to a word, as `\w` has it.
#[inline(always)]
pub(super) fn is_word(byte: u8) -> bool {
    WORD[usize::from(byte)]
}

static WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        word[byte] = compare(byte as u8);
        byte += 1;
    }
    word
};

/// The same by comparing: slower for one byte, faster for many.
#[inline(always)]
const fn compare(byte: u8) -> bool {
    (byte.wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'A') < 26) | (byte.wrapping_sub(b'0') < 10) | (byte == b'_')
}

/// Places where words start, ascending.
pub(super) fn word_starts(text: &[u8]) -> impl Iterator<Item = usize> {
    let mut inside = 0;
    text.chunks(64).enumerate().flat_map(move |(index, chunk)| {
        let words = chunk.first_chunk().map_or_else(
            || {
                let mut block = [0; 64];
                block[..chunk.len()].copy_from_slice(chunk);
                word_mask(&block)
            },
            word_mask,
        );
        let starts = words & !(words << 1 | inside);
        inside = words >> 63;
        bits(starts).map(move |bit| 64 * index + bit)
    })
}

/// The numbers of the bits that are set, ascending.
#[inline(always)]
pub(super) fn bits(word: u64) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(word), |word| Some(word & word.wrapping_sub(1)))
        .take_while(|&word| word != 0)
        .map(|word| word.trailing_zeros() as usize)
}

/// A bit for each byte that belongs to a word, the first lowest.
#[inline(always)]
pub(super) fn word_mask(block: &[u8; 64]) -> u64 {
    let mut flags = [0; 64];
    for (flag, &byte) in flags.iter_mut().zip(block) {
        *flag = u8::from(compare(byte));
    }
    let mut words = 0;
    for (index, &eight) in flags.as_chunks().0.iter().enumerate() {
        // Gathers the lowest bit of each byte in the highest byte.
        words |= (u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * index);
    }
    words
}
