//! Made-up names of places and of candidates.

use crate::draw::Draw;

const STARTS: [&str; 24] = [
    "Al", "Bar", "Cam", "Cor", "Dal", "El", "Fon", "Gra", "Hua", "In", "Jo", "La", "Mar", "Mon", "Nar", "Or",
    "Pal", "Qui", "Ro", "San", "Tar", "Ur", "Val", "Za",
];
const MIDDLES: [&str; 16] = [
    "a", "be", "ca", "do", "e", "gua", "i", "la", "me", "ni", "o", "ra", "si", "ta", "va", "yo",
];
const ENDS: [&str; 16] = [
    "bal", "cia", "da", "dor", "gal", "lina", "mar", "nal", "nera", "pa", "ria", "ral", "sa", "tán", "vela",
    "za",
];
const GIVEN: [&str; 16] = [
    "Adela", "Bruno", "Clara", "Darío", "Elena", "Fabio", "Gloria", "Hugo", "Irene", "Julia", "Lucas",
    "Marta", "Nora", "Óscar", "Paula", "Tomás",
];
const FAMILY: [(&str, &str); 16] = [
    ("acosta", "Acosta"),
    ("barrios", "Barrios"),
    ("cordero", "Cordero"),
    ("duarte", "Duarte"),
    ("espejo", "Espejo"),
    ("figueroa", "Figueroa"),
    ("galindo", "Galindo"),
    ("herrera", "Herrera"),
    ("ibarra", "Ibarra"),
    ("lozano", "Lozano"),
    ("molina", "Molina"),
    ("navas", "Navas"),
    ("ojeda", "Ojeda"),
    ("peralta", "Peralta"),
    ("quiroga", "Quiroga"),
    ("robles", "Robles"),
];

/// A candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Party {
    /// The option's id: ASCII small letters.
    pub(crate) id: &'static str,
    /// The candidate's name.
    pub(crate) name: String,
}

/// Six to ten candidates.
pub(crate) fn parties(draw: &mut Draw) -> Vec<Party> {
    let (mut given, mut family) = (GIVEN, FAMILY);
    draw.shuffle(&mut given);
    draw.shuffle(&mut family);
    let count = draw.between(6, 10) as usize;
    let parties = given.iter().zip(family).take(count);
    parties
        .map(|(given, (id, family))| Party {
            id,
            name: format!("{given} {family}"),
        })
        .collect()
}

/// A place's name.
pub(crate) fn place(draw: &mut Draw) -> String {
    format!(
        "{}{}{}",
        draw.one_of(&STARTS),
        draw.one_of(&MIDDLES),
        draw.one_of(&ENDS)
    )
}

/// A polling centre's name.
pub(crate) fn centre(draw: &mut Draw) -> String {
    let kind = *draw.one_of(&["Escuela", "Liceo", "Colegio", "Centro", "Casa"]);
    format!("{kind} {}", place(draw))
}
