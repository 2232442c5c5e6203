//! Which language a document is written in, as far as it matters: English, or one that the rulesets cannot read.

/// Fewer words than this say nothing about a language.
const FEWEST_WORDS: usize = 25;
/// English prose has at least this share of the words below; other languages stay far under it.
const ENGLISH_SHARE: f64 = 0.12;
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "for", "you", "your", "or", "be", "with", "this", "that", "are", "not", "by",
    "we", "our", "will", "may", "must", "can", "if", "any", "within", "on", "as", "from", "no", "it", "have", "when",
];
/// Bytes looked at when a language is in doubt.
const SAMPLE_BYTES: usize = 4_000;

/// The English name of the language a text is written in, when that is not English; none when it is, or when there is too
/// little text to tell.
///
/// ```
/// let french = "Les articles peuvent être retournés dans un délai de quatorze jours à compter de la livraison, sans motif. \
///     Nous remboursons la totalité du prix payé, frais de port compris, par le même moyen de paiement.";
/// assert_eq!(dumbrules::document::foreign_language(&french.to_lowercase()), Some("French"));
/// assert_eq!(dumbrules::document::foreign_language("no refunds"), None);
/// ```
pub fn foreign_language(lower: &str) -> Option<&'static str> {
    let mut end = lower.len().min(SAMPLE_BYTES);
    while !lower.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &lower[..end];
    let mut words = 0;
    let mut english = 0;
    for word in sample.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words += 1;
        english += usize::from(ENGLISH.contains(&word));
    }
    let unspaced = words < FEWEST_WORDS && sample.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count() > 60;
    if (words < FEWEST_WORDS && !unspaced) || english as f64 >= ENGLISH_SHARE * words as f64 {
        return None;
    }
    let info = whatlang::detect(sample)?;
    (info.lang() != whatlang::Lang::Eng && info.is_reliable()).then(|| info.lang().eng_name())
}
