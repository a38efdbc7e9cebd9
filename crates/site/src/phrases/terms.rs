//! The field's own terms: figures of a sheet, states of a station, rules, reasons for refusal.

use crate::phrase::Phrase;
use model::{CountField, Rule};
use tally::StateKind;
use tally::analysis::Denominator;

crate::phrase::phrases! {
    REGISTERED { "registered voters" "electores inscritos" "eleitores inscritos" }
    BALLOTS { "ballots cast" "votos emitidos" "votos depositados" }
    VALID { "valid votes" "votos válidos" "votos válidos" }
    BLANK { "blank votes" "votos en blanco" "votos em branco" }
    NULL { "null votes" "votos nulos" "votos nulos" }
    TURNOUT { "turnout" "participación" "comparecimento" }
    STATIONS { "stations counted" "mesas escrutadas" "seções apuradas" }
    OTHERS { "all others together" "todos los demás juntos" "todos os demais juntos" }
    OPTIONS { "all options' votes" "votos de todas las opciones" "votos de todas as opções" }
    REGISTERED_COUNTED {
        "registered voters of the stations counted"
        "electores inscritos de las mesas escrutadas"
        "eleitores inscritos das seções apuradas"
    }
    ALL_STATIONS { "stations in all" "total de mesas" "total de seções" }

    MISSING { "Missing" "Sin acta" "Sem ata" }
    PENDING { "Pending" "Pendiente" "Pendente" }
    ACCEPTED { "Accepted" "Aceptada" "Aceita" }
    DISPUTED { "Disputed" "En disputa" "Em disputa" }
    RULED { "Ruled" "Resuelta" "Decidida" }
    MISSING_MEANS { "No reading yet. Missing is not zero." "Todavía sin lectura. Lo que falta no es cero." "Ainda sem leitura. O que falta não é zero." }
    PENDING_MEANS { "Read, and not yet enough to stand by the policy." "Leída, pero aún no basta según la política." "Lida, mas ainda não basta segundo a política." }
    ACCEPTED_MEANS { "Readings that suffice and do not contradict each other." "Lecturas que bastan y no se contradicen." "Leituras que bastam e não se contradizem." }
    DISPUTED_MEANS { "Readings contradict each other; none stands until a ruling." "Hay lecturas que se contradicen; ninguna vale hasta que se resuelva." "Há leituras que se contradizem; nenhuma vale até uma decisão." }
    RULED_MEANS { "A reviewer has ruled, with a reason in the record, which reading stands or that none does." "Una persona revisora resolvió, con su motivo en el registro, qué lectura vale o que no vale ninguna." "Uma pessoa revisora decidiu, com o motivo no registro, qual leitura vale ou que nenhuma vale." }

    SUM_NOT_VALID { "The options' votes together are not the stated valid votes" "Los votos de las opciones no suman los votos válidos declarados" "Os votos das opções não somam os votos válidos declarados" }
    PARTS_NOT_BALLOTS { "Valid, null and blank together are not the ballots cast" "Válidos, nulos y en blanco no suman los votos emitidos" "Válidos, nulos e em branco não somam os votos depositados" }
    BALLOTS_OVER_REGISTERED { "More ballots than registered voters" "Más votos emitidos que electores inscritos" "Mais votos depositados do que eleitores inscritos" }
    UNKNOWN_STATION { "The station is not on the register" "La mesa no está en el padrón" "A seção não está no cadastro" }
    UNKNOWN_OPTION { "The contest has no such option" "La elección no tiene esa opción" "A disputa não tem essa opção" }
    MORE_THAN_ONE_SHEET { "More than one sheet for the station, and they differ" "Más de un acta para la mesa, y difieren" "Mais de uma ata para a seção, e diferem" }
    REGISTERED_DIFFERS { "The registered voters differ from the register's" "Los electores inscritos difieren de los del padrón" "Os eleitores inscritos diferem dos do cadastro" }
    ILLEGIBLE_FIGURE { "A figure cannot be read" "Una cifra no se puede leer" "Um número não se pode ler" }
    ALL_ZERO { "Every figure is nought" "Todas las cifras son cero" "Todos os números são zero" }
    NULL_SHARE { "Null votes are a larger share than the threshold" "La proporción de votos nulos supera el umbral" "A proporção de votos nulos supera o limiar" }
    BLANK_SHARE { "Blank votes are a larger share than the threshold" "La proporción de votos en blanco supera el umbral" "A proporção de votos em branco supera o limiar" }
    TURNOUT_HIGH { "Turnout is above the threshold" "La participación está por encima del umbral" "O comparecimento está acima do limiar" }
    TURNOUT_LOW { "Turnout is below the threshold" "La participación está por debajo del umbral" "O comparecimento está abaixo do limiar" }
    IDENTICAL_COUNTS { "Another station has the same counts, too large to be chance" "Otra mesa tiene las mismas cifras, demasiado grandes para ser azar" "Outra seção tem os mesmos números, grandes demais para serem acaso" }

    ENTRY_MALFORMED { "The bytes are not an entry" "Los bytes no son un asiento" "Os bytes não são um lançamento" }
    ENTRY_BAD_SIGNATURE { "A known key's signature does not hold" "La firma de una clave conocida no es válida" "A assinatura de uma chave conhecida não é válida" }
    ENTRY_UNKNOWN_KEY { "No key that was given a role has signed it" "No lo firmó ninguna clave con una función asignada" "Não foi assinado por nenhuma chave com uma função atribuída" }
    ENTRY_REVOKED_KEY { "Its key was revoked before" "Su clave se había revocado antes" "A sua chave tinha sido revogada antes" }
    ENTRY_EXPIRED_KEY { "Its key's time had run out" "El plazo de su clave había vencido" "O prazo da sua chave tinha vencido" }
    ENTRY_WRONG_ROLE { "Its key's role does not allow such an entry" "La función de su clave no permite un asiento así" "A função da sua chave não permite um lançamento assim" }
    ENTRY_WRONG_ACCOUNT { "Its key may not write for this account" "Su clave no puede escribir por esta versión" "A sua chave não pode escrever por esta versão" }
    ENTRY_WRONG_AREA { "Its key may not write about this station's area" "Su clave no puede escribir sobre la zona de esta mesa" "A sua chave não pode escrever sobre a área desta seção" }
    ENTRY_OTHER_ELECTION { "It names another election" "Nombra otra elección" "Cita outra eleição" }
    ENTRY_SECOND_ELECTION { "A definition that is not the first entry" "Una definición que no es el primer asiento" "Uma definição que não é o primeiro lançamento" }
    ENTRY_REPLAY { "The same entry stands in the log before" "El mismo asiento ya está antes en el registro" "O mesmo lançamento já está antes no registro" }
    ENTRY_UNKNOWN_CONTEST { "It names a contest that is not defined" "Nombra una elección que no está definida" "Cita uma disputa que não está definida" }
    ENTRY_NO_SUCH_ENTRY { "It refers to an entry that is not there or not its to correct" "Se refiere a un asiento que no existe o que no puede corregir" "Refere-se a um lançamento que não existe ou que não pode corrigir" }
    ENTRY_TOO_MANY_READINGS { "Its key has written too many readings of one station" "Su clave ha escrito demasiadas lecturas de una mesa" "A sua chave escreveu leituras demais de uma seção" }
    ENTRY_TOO_MANY_ACCOUNTS { "The log has as many accounts as it may have" "El registro tiene ya todas las versiones que puede tener" "O registro já tem todas as versões que pode ter" }
    ENTRY_BLOB { "A document that it needs cannot be used" "Un documento que necesita no se puede usar" "Um documento de que precisa não pode ser usado" }
    ENTRY_KEY_TAKEN { "Another key has this name and id" "Otra clave tiene este nombre e identificador" "Outra chave tem este nome e identificador" }
    ENTRY_OTHER { "Another reason" "Otro motivo" "Outro motivo" }
}

/// A figure of the sheet.
pub(crate) fn field(field: CountField) -> Phrase {
    match field {
        CountField::Registered => REGISTERED,
        CountField::Ballots => BALLOTS,
        CountField::Valid => VALID,
        CountField::Blank => BLANK,
        CountField::Null => NULL,
    }
}

/// A state's name and what it means.
pub(crate) fn state(state: StateKind) -> (Phrase, Phrase) {
    match state {
        StateKind::Missing => (MISSING, MISSING_MEANS),
        StateKind::Pending => (PENDING, PENDING_MEANS),
        StateKind::Accepted => (ACCEPTED, ACCEPTED_MEANS),
        StateKind::Disputed => (DISPUTED, DISPUTED_MEANS),
        StateKind::Ruled => (RULED, RULED_MEANS),
    }
}

/// What a rule says.
pub(crate) fn rule(rule: Rule) -> Phrase {
    match rule {
        Rule::SumNotValid => SUM_NOT_VALID,
        Rule::PartsNotBallots => PARTS_NOT_BALLOTS,
        Rule::BallotsOverRegistered => BALLOTS_OVER_REGISTERED,
        Rule::UnknownStation => UNKNOWN_STATION,
        Rule::UnknownOption => UNKNOWN_OPTION,
        Rule::MoreThanOneSheet => MORE_THAN_ONE_SHEET,
        Rule::RegisteredDiffers => REGISTERED_DIFFERS,
        Rule::IllegibleFigure => ILLEGIBLE_FIGURE,
        Rule::AllZero => ALL_ZERO,
        Rule::NullShare => NULL_SHARE,
        Rule::BlankShare => BLANK_SHARE,
        Rule::TurnoutHigh => TURNOUT_HIGH,
        Rule::TurnoutLow => TURNOUT_LOW,
        Rule::IdenticalCounts => IDENTICAL_COUNTS,
    }
}

/// What the code of a refused entry means.
pub(crate) fn refusal(code: &str) -> Phrase {
    match code {
        "entry_malformed" => ENTRY_MALFORMED,
        "entry_bad_signature" => ENTRY_BAD_SIGNATURE,
        "entry_unknown_key" => ENTRY_UNKNOWN_KEY,
        "entry_revoked_key" => ENTRY_REVOKED_KEY,
        "entry_expired_key" => ENTRY_EXPIRED_KEY,
        "entry_wrong_role" => ENTRY_WRONG_ROLE,
        "entry_wrong_account" => ENTRY_WRONG_ACCOUNT,
        "entry_wrong_area" => ENTRY_WRONG_AREA,
        "entry_other_election" => ENTRY_OTHER_ELECTION,
        "entry_second_election" => ENTRY_SECOND_ELECTION,
        "entry_replay" => ENTRY_REPLAY,
        "entry_unknown_contest" => ENTRY_UNKNOWN_CONTEST,
        "entry_no_such_entry" => ENTRY_NO_SUCH_ENTRY,
        "entry_too_many_readings" => ENTRY_TOO_MANY_READINGS,
        "entry_too_many_accounts" => ENTRY_TOO_MANY_ACCOUNTS,
        "entry_blob" => ENTRY_BLOB,
        "entry_key_taken" => ENTRY_KEY_TAKEN,
        _ => ENTRY_OTHER,
    }
}

/// What a percentage is a share of.
pub(crate) fn denominator(over: Denominator) -> Phrase {
    match over {
        Denominator::Valid => VALID,
        Denominator::Options => OPTIONS,
        Denominator::Ballots => BALLOTS,
        Denominator::Registered => REGISTERED,
        Denominator::RegisteredCounted => REGISTERED_COUNTED,
        Denominator::Stations => ALL_STATIONS,
    }
}
