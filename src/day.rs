//! Door to jiff: [`Day`], a calendar day, and [`Period`], a length of time as people grant it. No clock, no time zones.

use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// A calendar day between the years 1 and 9999, written `YYYY-MM-DD`.
///
/// ```
/// use dumbrules::day::Day;
///
/// let day: Day = "2026-02-28".parse().unwrap();
/// assert_eq!(day.plus_days(1).to_string(), "2026-03-01");
/// assert_eq!(day.in_words(), "28 Feb 2026");
/// assert!("2026-02-30".parse::<Day>().is_err() && "28/02/2026".parse::<Day>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(Date);

impl Day {
    /// The day so many days after 1 January 1970.
    pub fn since_1970(days: i64) -> Self {
        Self(Date::constant(1970, 1, 1)).plus_days(days)
    }

    /// So many days later, or earlier; the first or last day there is when that lies beyond it.
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::SignedDuration::from_hours(days.saturating_mul(24))))
    }

    /// A whole period later. Hours and minutes count for nothing.
    pub fn plus(self, period: Period) -> Self {
        let months = self.0.saturating_add(jiff::Span::new().months(i64::from(period.months)));
        Self(months).plus_days(i64::from(period.days))
    }

    /// Days from the other day to this one; negative when this one comes first.
    pub fn days_since(self, other: Self) -> i64 {
        self.0.duration_since(other.0).as_hours() / 24
    }

    /// Months since the year 0: the same for all days of one calendar month.
    pub fn month(self) -> i32 {
        i32::from(self.0.year()) * 12 + i32::from(self.0.month()) - 1
    }

    /// As people write it, in the room of a table: `28 Feb 2026`.
    pub fn in_words(self) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let month = MONTHS[usize::from(self.0.month().unsigned_abs()) - 1];
        format!("{} {month} {}", self.0.day(), self.0.year())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // The library reads more than this form: times, years of six digits.
        let is_form = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let day = is_form.then(|| text.parse().ok().map(Self)).flatten().filter(|day| day.0.year() > 0);
        day.ok_or_else(|| format!("`{text}` is no date"))
    }
}

/// A length of time, written as an ISO 8601 duration: `P1Y`, `P90D`, `P2W`, `PT10M`.
///
/// Months and days stay apart, because months are not equally long. Hours and minutes are only for answers ("within ten
/// minutes").
///
/// ```
/// use dumbrules::day::Period;
///
/// let period: Period = "P1Y".parse().unwrap();
/// assert_eq!((period.to_string(), period.in_words()), ("P1Y".into(), "1 year".into()));
/// assert_eq!("PT90M".parse::<Period>().unwrap().in_words(), "1 hour 30 minutes");
/// assert!("one year".parse::<Period>().is_err() && "P0D".parse::<Period>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Period {
    months: u32,
    days: u32,
    minutes: u32,
}

impl Period {
    /// So many days.
    pub const fn of_days(days: u32) -> Self {
        Self { months: 0, days, minutes: 0 }
    }

    /// The months it has, when it is made of whole months; none otherwise.
    pub const fn whole_months(self) -> Option<u32> {
        if self.months > 0 && self.days == 0 && self.minutes == 0 { Some(self.months) } else { None }
    }

    /// The days it has about: a month counts as 30, a year as 365, what is shorter than a day as a part of one.
    pub fn about_days(self) -> f64 {
        let years = f64::from(self.months / 12) * 365.0;
        years + f64::from(self.months % 12) * 30.0 + f64::from(self.days) + f64::from(self.minutes) / 1440.0
    }

    /// As people say it: `90 days`, `1 year`, `10 minutes`.
    pub fn in_words(self) -> String {
        let parts = [
            (self.months / 12, "year"),
            (self.months % 12, "month"),
            (self.days, "day"),
            (self.minutes / 60, "hour"),
            (self.minutes % 60, "minute"),
        ];
        let said = parts.iter().filter(|(count, _)| *count > 0);
        let said = said.map(|(count, unit)| format!("{count} {unit}{}", if *count == 1 { "" } else { "s" }));
        said.collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |count: u32, sign: char| if count > 0 { format!("{count}{sign}") } else { String::new() };
        write!(out, "P{}{}{}", part(self.months / 12, 'Y'), part(self.months % 12, 'M'), part(self.days, 'D'))?;
        if self.minutes > 0 {
            write!(out, "T{}{}", part(self.minutes / 60, 'H'), part(self.minutes % 60, 'M'))?;
        }
        Ok(())
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no length of time");
        // The library also reads words ("1 year"), which no other tool would.
        let span: jiff::Span = text.starts_with('P').then(|| text.parse().ok()).flatten().ok_or_else(wrong)?;
        let whole = |number: i64| u32::try_from(number).map_err(|_| wrong());
        let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
        let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
        let minutes = i64::from(span.get_hours()) * 60 + span.get_minutes();
        let period = Self { months: whole(months)?, days: whole(days)?, minutes: whole(minutes)? };
        if period == Self::default() { Err(wrong()) } else { Ok(period) }
    }
}
