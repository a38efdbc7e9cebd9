//! Phrases of the result: totals, coverage, states of stations, accounts side by side, areas.

crate::phrase::phrases! {
    RESULT { "Result" "Resultado" "Resultado" }
    ACCEPTED { "Accepted readings" "Lecturas aceptadas" "Leituras aceitas" }
    THE_ACCEPTED { "the accepted readings" "las lecturas aceptadas" "as leituras aceitas" }
    ACCEPTED_NOTE {
        "Readings that suffice by the election's stated policy, whoever they are from."
        "Lecturas que bastan según la política declarada de la elección, vengan de quien vengan."
        "Leituras que bastam segundo a política declarada da eleição, venham de quem vierem."
    }
    ACCOUNT_NOTE { "As this account tells it." "Según esta versión." "Segundo esta versão." }
    NO_READINGS { "No reading stands here yet." "Aquí todavía no hay ninguna lectura vigente." "Aqui ainda não há nenhuma leitura vigente." }
    MORE_ACCOUNTS {
        "{n} more account with readings is not shown here; the data files hold everything.|{n} more accounts with readings are not shown here; the data files hold everything."
        "Aquí no se muestra {n} versión más con lecturas; los archivos de datos lo contienen todo.|Aquí no se muestran {n} versiones más con lecturas; los archivos de datos lo contienen todo."
        "Aqui não se mostra mais {n} versão com leituras; os arquivos de dados contêm tudo.|Aqui não se mostram mais {n} versões com leituras; os arquivos de dados contêm tudo."
    }
    VOTES_BY_OPTION { "Votes by option: {account}" "Votos por opción: {account}" "Votos por opção: {account}" }
    OTHER { "Other figures of the sheets" "Otras cifras de las actas" "Outros números das atas" }
    OTHER_FIGURES { "Other figures of the sheets: {account}" "Otras cifras de las actas: {account}" "Outros números das atas: {account}" }
    OPTION { "Option" "Opción" "Opção" }
    VOTES { "Votes" "Votos" "Votos" }
    SHARE { "Share" "Porcentaje" "Porcentagem" }
    ALL_OPTIONS { "All options" "Todas las opciones" "Todas as opções" }
    REST {
        "{n} more option|{n} more options together"
        "{n} opción más|{n} opciones más, juntas"
        "mais {n} opção|mais {n} opções, juntas"
    }
    FIGURE { "Figure" "Dato" "Dado" }
    SUM { "Sum" "Suma" "Soma" }
    READ_AT { "Stations read" "Mesas leídas" "Seções lidas" }
    NOT_ON_FORM { "not on the form" "no está en el acta" "não consta na ata" }
    ILLEGIBLE_AT {
        "{n} figure of the standing sheets is illegible and is in no sum.|{n} figures of the standing sheets are illegible and are in no sum."
        "{n} cifra de las actas vigentes es ilegible y no está en ninguna suma.|{n} cifras de las actas vigentes son ilegibles y no están en ninguna suma."
        "{n} número das atas vigentes é ilegível e não está em nenhuma soma.|{n} números das atas vigentes são ilegíveis e não estão em nenhuma soma."
    }

    COVERAGE { "Coverage" "Cobertura del escrutinio" "Cobertura da apuração" }
    COVERED_STATIONS {
        "{part} of {n} station ({share})|{part} of {n} stations ({share})"
        "{part} de {n} mesa ({share})|{part} de {n} mesas ({share})"
        "{part} de {n} seção ({share})|{part} de {n} seções ({share})"
    }
    COVERED_STATIONS_OPEN {
        "{n} station; how many there are in all is not known|{n} stations; how many there are in all is not known"
        "{n} mesa; no se sabe cuántas hay en total|{n} mesas; no se sabe cuántas hay en total"
        "{n} seção; não se sabe quantas há no total|{n} seções; não se sabe quantas há no total"
    }
    COVERED_VOTERS {
        "{part} of {n} registered voter ({share})|{part} of {n} registered voters ({share})"
        "{part} de {n} elector inscrito ({share})|{part} de {n} electores inscritos ({share})"
        "{part} de {n} eleitor inscrito ({share})|{part} de {n} eleitores inscritos ({share})"
    }
    COVERED_VOTERS_OPEN {
        "{n} registered voter; how many there are in all is not known|{n} registered voters; how many there are in all is not known"
        "{n} elector inscrito; no se sabe cuántos hay en total|{n} electores inscritos; no se sabe cuántos hay en total"
        "{n} eleitor inscrito; não se sabe quantos há no total|{n} eleitores inscritos; não se sabe quantos há no total"
    }
    WITHOUT_REGISTERED {
        "The registered voters of {n} covered station are not known here; they count as not covered.|The registered voters of {n} covered stations are not known here; they count as not covered."
        "Los electores inscritos de {n} mesa cubierta no se conocen aquí; cuentan como no cubiertos.|Los electores inscritos de {n} mesas cubiertas no se conocen aquí; cuentan como no cubiertos."
        "Os eleitores inscritos de {n} seção coberta não são conhecidos aqui; contam como não cobertos.|Os eleitores inscritos de {n} seções cobertas não são conhecidos aqui; contam como não cobertos."
    }

    MARGIN {
        "{leader} is {n} vote ahead of {second}.|{leader} is {n} votes ahead of {second}."
        "{leader} aventaja a {second} por {n} voto.|{leader} aventaja a {second} por {n} votos."
        "{leader} está {n} voto à frente de {second}.|{leader} está {n} votos à frente de {second}."
    }
    LEVEL { "{leader} and {second} have the same number of votes." "{leader} y {second} tienen el mismo número de votos." "{leader} e {second} têm o mesmo número de votos." }
    DECIDED { "Decided" "Decidido" "Definido" }
    DECIDED_TEXT {
        "Even if the one voter not covered ({n}) had voted for the second, the order would stand.|Even if all {n} voters not covered had voted for the second, the order would stand."
        "Aunque el único elector no cubierto ({n}) hubiera votado por la segunda opción, el orden se mantendría.|Aunque los {n} electores no cubiertos hubieran votado todos por la segunda opción, el orden se mantendría."
        "Mesmo que o único eleitor não coberto ({n}) tivesse votado na segunda opção, a ordem se manteria.|Mesmo que todos os {n} eleitores não cobertos tivessem votado na segunda opção, a ordem se manteria."
    }
    OPEN { "Not decided" "No decidido" "Não definido" }
    OPEN_TEXT {
        "{n} registered voter is not covered: the order could still change.|{n} registered voters are not covered: the order could still change."
        "{n} elector inscrito no está cubierto: el orden todavía podría cambiar.|{n} electores inscritos no están cubiertos: el orden todavía podría cambiar."
        "{n} eleitor inscrito não está coberto: a ordem ainda poderia mudar.|{n} eleitores inscritos não estão cobertos: a ordem ainda poderia mudar."
    }
    UNSAID { "Not said" "No se afirma" "Não se afirma" }
    UNSAID_VOTERS {
        "How many voters are not covered is not known, so whether the order could still change cannot be said."
        "No se sabe cuántos electores no están cubiertos; por eso no puede decirse si el orden todavía podría cambiar."
        "Não se sabe quantos eleitores não estão cobertos; por isso não se pode dizer se a ordem ainda poderia mudar."
    }
    UNSAID_REGISTERED {
        "The registered voters of {n} covered station are not known here, so whether the order could still change cannot be said.|The registered voters of {n} covered stations are not known here, so whether the order could still change cannot be said."
        "Los electores inscritos de {n} mesa cubierta no se conocen aquí; por eso no puede decirse si el orden todavía podría cambiar.|Los electores inscritos de {n} mesas cubiertas no se conocen aquí; por eso no puede decirse si el orden todavía podría cambiar."
        "Os eleitores inscritos de {n} seção coberta não são conhecidos aqui; por isso não se pode dizer se a ordem ainda poderia mudar.|Os eleitores inscritos de {n} seções cobertas não são conhecidos aqui; por isso não se pode dizer se a ordem ainda poderia mudar."
    }
    STATES { "State of the stations" "Estado de las mesas" "Situação das seções" }
    STATE { "State" "Estado" "Situação" }
    MEANS { "What it means" "Qué significa" "O que significa" }
    STATIONS { "Stations" "Mesas" "Seções" }
    UNNAMED { "Not named" "Sin nombrar" "Não citadas" }
    UNNAMED_MEANS {
        "Expected by the register's number, and named by no file or register so far."
        "Esperadas según el número del padrón; ningún archivo ni padrón las ha nombrado hasta ahora."
        "Esperadas segundo o número do cadastro; nenhum arquivo nem cadastro as citou até agora."
    }

    SIDES { "Accounts side by side" "Las versiones, lado a lado" "As versões, lado a lado" }
    SIDES_OF { "{first} and {second}" "{first} y {second}" "{first} e {second}" }
    SIDES_ONE { "Only one account has readings, so there is nothing to lay beside it." "Solo una versión tiene lecturas; no hay otra que poner a su lado." "Só uma versão tem leituras; não há outra para pôr ao lado." }
    SIDES_MORE {
        "{n} more pair of accounts is not shown here; the data files hold everything.|{n} more pairs of accounts are not shown here; the data files hold everything."
        "Aquí no se muestra {n} par más de versiones; los archivos de datos lo contienen todo.|Aquí no se muestran {n} pares más de versiones; los archivos de datos lo contienen todo."
        "Aqui não se mostra mais {n} par de versões; os arquivos de dados contêm tudo.|Aqui não se mostram mais {n} pares de versões; os arquivos de dados contêm tudo."
    }
    SIDES_TABLE { "Stations of both accounts" "Mesas de ambas versiones" "Seções das duas versões" }
    BOTH { "In both" "En ambas" "Em ambas" }
    EQUAL { "Equal" "Iguales" "Iguais" }
    DIFFERENT { "Different" "Distintas" "Diferentes" }
    ONLY_IN { "Only in {account}" "Solo en {account}" "Só em {account}" }
    DIFFERENT_TABLE {
        "Stations that differ, figure by figure" "Mesas que difieren, cifra por cifra" "Seções que diferem, número por número"
    }
    STATION { "Station" "Mesa" "Seção" }
    DIFFERENCE { "Difference" "Diferencia" "Diferença" }
    ONLY_LIST {
        "Only in {account}: {n} station.|Only in {account}: {n} stations, the first of them:"
        "Solo en {account}: {n} mesa.|Solo en {account}: {n} mesas, las primeras de ellas:"
        "Só em {account}: {n} seção.|Só em {account}: {n} seções, as primeiras delas:"
    }

    AREAS { "By area" "Por zona" "Por área" }
    AREAS_OF { "By area: {account}" "Por zona: {account}" "Por área: {account}" }
    AREA { "Area" "Zona" "Área" }
    NO_AREA { "In no area" "Sin zona" "Sem área" }
    FIRST { "First" "Primera" "Primeira" }
    SECOND { "Second" "Segunda" "Segunda" }
    OF_STATIONS {
        "{part} of {n} station|{part} of {n} stations"
        "{part} de {n} mesa|{part} de {n} mesas"
        "{part} de {n} seção|{part} de {n} seções"
    }
    STATIONS_N { "{n} station|{n} stations" "{n} mesa|{n} mesas" "{n} seção|{n} seções" }
}
