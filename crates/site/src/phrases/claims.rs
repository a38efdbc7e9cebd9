//! Phrases of announcements: who said what, its own arithmetic, percent-first, what the sheets allow.

crate::phrase::phrases! {
    CLAIMS { "What was announced" "Lo que se anunció" "O que foi anunciado" }
    CLAIMS_INTRO {
        "Figures that somebody announced without the stations they come from, and what their own arithmetic and the published sheets say to them."
        "Cifras que alguien anunció sin las mesas de las que provienen, y lo que dicen de ellas su propia aritmética y las actas publicadas."
        "Números que alguém anunciou sem as seções de onde provêm, e o que dizem deles a sua própria aritmética e as atas publicadas."
    }
    STANDS_WRITTEN { "Where it stands:" "Dónde consta:" "Onde consta:" }
    IN_WORDS { "In the words:" "Con las palabras:" "Com as palavras:" }
    SPEAKS_OF { "Area:" "Zona:" "Área:" }
    ANNOUNCED_TABLE { "Figures announced" "Cifras anunciadas" "Números anunciados" }
    WHAT { "What" "Qué" "O quê" }
    NUMBER { "Number" "Número" "Número" }
    PERCENT { "Percent" "Por ciento" "Por cento" }

    NOTHING_TO_COMPUTE {
        "It gives no exact numbers of votes, so neither its own arithmetic nor the published sheets say anything to it."
        "No da números exactos de votos; por eso ni su propia aritmética ni las actas publicadas dicen nada de él."
        "Não dá números exatos de votos; por isso nem a sua própria aritmética nem as atas publicadas dizem algo dele."
    }

    OWN { "Its own arithmetic" "Su propia aritmética" "A sua própria aritmética" }
    OWN_ALL {
        "{n} check, and it agrees.|{n} checks, and all agree."
        "{n} comprobación, y coincide.|{n} comprobaciones, y todas coinciden."
        "{n} verificação, e coincide.|{n} verificações, e todas coincidem."
    }
    OWN_SOME {
        "Checks that agree: {n}. Checks that differ: {differ}."
        "Comprobaciones que coinciden: {n}. Que difieren: {differ}."
        "Verificações que coincidem: {n}. Que diferem: {differ}."
    }
    OWN_TABLE { "Checks of the announcement against itself" "Comprobaciones del anuncio consigo mismo" "Verificações do anúncio consigo mesmo" }
    CHECK { "Check" "Comprobación" "Verificação" }
    STATED { "Stated" "Anunciado" "Anunciado" }
    COMPUTED { "Follows" "Resulta" "Resulta" }
    AGREES { "agrees" "coincide" "coincide" }
    DIFFERS_BY { "differs by {by}" "difiere en {by}" "difere em {by}" }
    DIFFERS_CUT_OFF { "differs by {by}: cut off, not rounded" "difiere en {by}: truncado, no redondeado" "difere em {by}: truncado, não arredondado" }
    CHECK_OPTIONS_SUM { "The options' votes together are the valid votes" "Los votos de las opciones suman los votos válidos" "Os votos das opções somam os votos válidos" }
    CHECK_BALLOTS_SUM { "Valid, null and blank together are the ballots" "Válidos, nulos y en blanco suman los votos emitidos" "Válidos, nulos e em branco somam os votos depositados" }
    CHECK_WITHIN { "The ballots are no more than the registered voters" "Los votos emitidos no superan a los electores inscritos" "Os votos depositados não superam os eleitores inscritos" }
    CHECK_PERCENT { "{what} as a share of {total}" "{what} como parte de {total}" "{what} como parte de {total}" }
    CHECK_PERCENTS_SUM { "The percentages of {total} add up to 100, as far as rounding allows" "Los porcentajes de {total} suman 100, hasta donde permite el redondeo" "As porcentagens de {total} somam 100, até onde o arredondamento permite" }

    FIRST { "Percent-first" "Primero el porcentaje" "Porcentagem primeiro" }
    FIRST_FLAGGED {
        "Every number is exactly what its percentage of {total} ({sum}) gives. By chance that happens once in some {n} times."
        "Cada número es exactamente lo que da su porcentaje de {total} ({sum}). Por azar eso ocurre una vez de cada {n}, aproximadamente."
        "Cada número é exatamente o que dá a sua porcentagem de {total} ({sum}). Por acaso isso acontece cerca de uma vez em {n}."
    }
    FIRST_AT_LEAST {
        "Read with the fewest decimals that give the numbers ({decimals}), once in some {n} times."
        "Leído con los menos decimales que dan los números ({decimals}), una vez de cada {n}, aproximadamente."
        "Lido com as menos casas decimais que dão os números ({decimals}), cerca de uma vez em {n}."
    }
    FIRST_MATCHES {
        "Every number is what its percentage of {total} ({sum}) gives; by chance that happens once in some {n} times, too often to say anything."
        "Cada número es lo que da su porcentaje de {total} ({sum}); por azar eso ocurre una vez de cada {n}, demasiado a menudo para decir algo."
        "Cada número é o que dá a sua porcentagem de {total} ({sum}); por acaso isso acontece uma vez em {n}, vezes demais para dizer algo."
    }
    FIRST_OFTEN {
        "Every number is what its percentage of {total} ({sum}) gives; with numbers this small, chance often does that."
        "Cada número es lo que da su porcentaje de {total} ({sum}); con números tan pequeños, el azar lo hace a menudo."
        "Cada número é o que dá a sua porcentagem de {total} ({sum}); com números tão pequenos, o acaso faz isso com frequência."
    }
    FIRST_NOT {
        "The numbers are not what rounded percentages of {total} ({sum}) would give."
        "Los números no son los que darían porcentajes redondeados de {total} ({sum})."
        "Os números não são os que dariam porcentagens arredondadas de {total} ({sum})."
    }
    FIRST_TABLE { "Numbers, and what their percentages give" "Números, y lo que dan sus porcentajes" "Números, e o que dão as suas porcentagens" }
    GIVES { "The percentage gives" "El porcentaje da" "A porcentagem dá" }

    BOUND { "What the published sheets allow" "Lo que permiten las actas publicadas" "O que permitem as atas publicadas" }
    BOUND_AGAINST { "Against {account} ({sheets}):" "Frente a {account} ({sheets}):" "Diante de {account} ({sheets}):" }
    SHEETS_N { "{n} sheet|{n} sheets" "{n} acta|{n} actas" "{n} ata|{n} atas" }
    BOUND_UNLESS {
        "cannot hold unless at least {n} of these sheets is false|cannot hold unless at least {n} of these sheets are false"
        "no puede sostenerse a menos que al menos {n} de estas actas sea falsa|no puede sostenerse a menos que al menos {n} de estas actas sean falsas"
        "não pode se sustentar a menos que pelo menos {n} destas atas seja falsa|não pode se sustentar a menos que pelo menos {n} destas atas sejam falsas"
    }
    BOUND_AFTER {
        "at least {n}, once the stations that it leaves out ({left}) are allowed for"
        "al menos {n}, descontadas las mesas que el anuncio deja fuera ({left})"
        "pelo menos {n}, descontadas as seções que o anúncio deixa de fora ({left})"
    }
    BOUND_IF_ROUNDED {
        "at least {n}, if its share of stations was itself rounded"
        "al menos {n}, si su porcentaje de mesas estaba a su vez redondeado"
        "pelo menos {n}, se a sua porcentagem de seções estava por sua vez arredondada"
    }
    BOUND_WITHIN {
        "these sheets leave room for it: none of them has to be false."
        "estas actas le dejan lugar: ninguna tiene que ser falsa."
        "estas atas lhe deixam lugar: nenhuma precisa ser falsa."
    }
    BOUND_UNKNOWN {
        "no bound follows: it gives no exact number that these sheets could be held against."
        "no se sigue ningún límite: no da ningún número exacto que pueda compararse con estas actas."
        "não decorre nenhum limite: não dá nenhum número exato que possa ser comparado com estas atas."
    }
    BOUND_OVER {
        "a number is more than all registered voters: it does not hold even if every sheet is false."
        "un número supera a todos los electores inscritos: no se sostiene aunque todas las actas sean falsas."
        "um número supera todos os eleitores inscritos: não se sustenta mesmo que todas as atas sejam falsas."
    }
    BOUND_AREA { "The record has no area of that code, so no sheets can be held against it." "El registro no tiene ninguna zona con ese código; no hay actas con las que compararlo." "O registro não tem nenhuma área com esse código; não há atas com que compará-lo." }
    BOUND_TABLE { "Announced, and in the sheets: {account}" "Anunciado, y en las actas: {account}" "Anunciado, e nas atas: {account}" }
    CLAIMED { "Announced" "Anunciados" "Anunciados" }
    IN_SHEETS { "In the sheets" "En las actas" "Nas atas" }
    SIDE_BELOW { "{n} below what the sheets hold" "{n} por debajo de lo que contienen las actas" "{n} abaixo do que as atas contêm" }
    SIDE_WITHIN { "within what the sheets allow" "dentro de lo que permiten las actas" "dentro do que as atas permitem" }
    SIDE_ABOVE {
        "{n} above what the sheets and every voter not covered come to"
        "{n} por encima de lo que suman las actas y todos los electores no cubiertos"
        "{n} acima do que somam as atas e todos os eleitores não cobertos"
    }
    SIDE_UNKNOWN { "no bound follows" "no se sigue ningún límite" "não decorre nenhum limite" }
    FALSE_AT_LEAST { "Sheets false, at least" "Actas falsas, al menos" "Atas falsas, pelo menos" }

    COUNTS { "Other counts that were announced" "Otros recuentos que se anunciaron" "Outras contagens que foram anunciadas" }
    COUNTS_INTRO {
        "Each as it was said. They may count different things, days and places, and one report may repeat another; nothing is added up."
        "Cada uno como se dijo. Pueden contar cosas, días y lugares distintos, y una noticia puede repetir otra; nada se suma."
        "Cada uma como foi dita. Podem contar coisas, dias e lugares diferentes, e uma notícia pode repetir outra; nada é somado."
    }
    COUNTS_TABLE { "Announced: {what}" "Anunciado: {what}" "Anunciado: {what}" }
    WHO { "Who said it" "Quién lo dijo" "Quem disse" }
    WHEN { "When" "Cuándo" "Quando" }
    WHERE { "Where it stands" "Dónde consta" "Onde consta" }
    AT_LEAST { "at least {number}" "al menos {number}" "pelo menos {number}" }
    MORE_THAN { "more than {number}" "más de {number}" "mais de {number}" }
    ABOUT { "around {number}" "alrededor de {number}" "em torno de {number}" }
}
