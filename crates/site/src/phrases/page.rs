//! Phrases of the page as a whole: its frame, findings, downloads and how to verify.

crate::phrase::phrases! {
    SKIP { "Skip to the result" "Ir al resultado" "Ir para o resultado" }
    LANGUAGES { "Languages" "Idiomas" "Idiomas" }
    CONTENTS { "On this page" "En esta página" "Nesta página" }
    RECORD_OF {
        "Public record of the tally sheets"
        "Registro público de las actas"
        "Registro público das atas"
    }
    VOTE_ON { "Vote of {date}" "Votación del {date}" "Votação de {date}" }
    RECORD_ENTRIES {
        "The record holds {n} signed entry.|The record holds {n} signed entries."
        "El registro contiene {n} asiento firmado.|El registro contiene {n} asientos firmados."
        "O registro contém {n} lançamento assinado.|O registro contém {n} lançamentos assinados."
    }
    RECORD_READINGS {
        "{n} reading of a tally sheet counts.|{n} readings of tally sheets count."
        "Cuenta {n} lectura de un acta.|Cuentan {n} lecturas de actas."
        "Conta {n} leitura de ata.|Contam {n} leituras de atas."
    }
    RECORD_STATIONS {
        "{n} polling station is named.|{n} polling stations are named."
        "Se nombra {n} mesa.|Se nombran {n} mesas."
        "É citada {n} seção.|São citadas {n} seções."
    }
    MORE {
        "{n} more is not shown here; the data files hold everything.|{n} more are not shown here; the data files hold everything."
        "Aquí no se muestra {n} más; los archivos de datos lo contienen todo.|Aquí no se muestran {n} más; los archivos de datos lo contienen todo."
        "Aqui não se mostra mais {n}; os arquivos de dados contêm tudo.|Aqui não se mostram mais {n}; os arquivos de dados contêm tudo."
    }
    MORE_CONTESTS {
        "{n} more contest is not shown here; the data files hold everything.|{n} more contests are not shown here; the data files hold everything."
        "Aquí no se muestra {n} elección más; los archivos de datos lo contienen todo.|Aquí no se muestran {n} elecciones más; los archivos de datos lo contienen todo."
        "Aqui não se mostra mais {n} disputa; os arquivos de dados contêm tudo.|Aqui não se mostram mais {n} disputas; os arquivos de dados contêm tudo."
    }

    FINDINGS { "Findings" "Hallazgos" "Constatações" }
    FINDINGS_INTRO {
        "Rules that a reading breaks. An error means that the figures cannot all be right; a warning, that they can be and are worth a look. A finding says nothing of its cause."
        "Reglas que una lectura no cumple. Un error significa que las cifras no pueden ser todas correctas; un aviso, que pueden serlo y conviene mirarlas. Un hallazgo no dice nada de su causa."
        "Regras que uma leitura não cumpre. Um erro significa que os números não podem estar todos certos; um aviso, que podem estar e convém olhar. Uma constatação nada diz sobre a causa."
    }
    FINDINGS_NONE { "No reading breaks a rule." "Ninguna lectura incumple una regla." "Nenhuma leitura descumpre uma regra." }
    FINDINGS_TABLE { "Findings by rule" "Hallazgos por regla" "Constatações por regra" }
    RULE { "Rule" "Regla" "Regra" }
    WEIGHT { "Weight" "Gravedad" "Gravidade" }
    ERROR { "Error" "Error" "Erro" }
    WARNING { "Warning" "Aviso" "Aviso" }
    HOW_MANY { "How many" "Cuántos" "Quantas" }
    FIRST_STATIONS { "First stations" "Primeras mesas" "Primeiras seções" }

    REFUSED { "Entries that count for nothing" "Asientos que no cuentan" "Lançamentos que não contam" }
    REFUSED_INTRO {
        "They stay in the record, where anyone can read them, and change no total."
        "Permanecen en el registro, donde cualquiera puede leerlos, y no cambian ningún total."
        "Permanecem no registro, onde qualquer pessoa pode lê-los, e não mudam nenhum total."
    }
    REFUSED_NONE { "Every entry counts." "Todos los asientos cuentan." "Todos os lançamentos contam." }
    REFUSED_TABLE { "Entries that count for nothing, by reason" "Asientos que no cuentan, por motivo" "Lançamentos que não contam, por motivo" }
    REASON { "Reason" "Motivo" "Motivo" }
    CODE { "Code" "Código" "Código" }
    ENTRIES { "Entries" "Asientos" "Lançamentos" }
    FIRST_ENTRIES { "First places in the log" "Primeros lugares en el registro" "Primeiros lugares no registro" }
    UNKNOWN_TYPES {
        "{n} entry is of a type that this version does not know; it is kept and ignored.|{n} entries are of types that this version does not know; they are kept and ignored."
        "{n} asiento es de un tipo que esta versión no conoce; se conserva y no se usa.|{n} asientos son de tipos que esta versión no conoce; se conservan y no se usan."
        "{n} lançamento é de um tipo que esta versão não conhece; é guardado e não é usado.|{n} lançamentos são de tipos que esta versão não conhece; são guardados e não são usados."
    }

    DATA { "Data to download" "Datos para descargar" "Dados para baixar" }
    DATA_TABLE { "Files of this publication" "Archivos de esta publicación" "Arquivos desta publicação" }
    FILE { "File" "Archivo" "Arquivo" }
    SIZE { "Size" "Tamaño" "Tamanho" }
    HOLDS { "What it holds" "Qué contiene" "O que contém" }

    VERIFY { "How to verify this page" "Cómo verificar esta página" "Como verificar esta página" }
    VERIFY_INTRO {
        "Nobody has to be trusted for these figures, this page's operator included. Copy the whole folder; from its files alone, without a network, one command checks every signature, hash, sheet and total:"
        "Nadie necesita confiar en estas cifras a ciegas, ni siquiera en quien opera esta página. Copie la carpeta completa; solo con sus archivos, sin red, una orden comprueba cada firma, cada hash, cada acta y cada total:"
        "Ninguém precisa confiar às cegas nestes números, nem mesmo em quem opera esta página. Copie a pasta inteira; só com os seus arquivos, sem rede, um comando confere cada assinatura, cada hash, cada ata e cada total:"
    }
    VERIFY_FOLDER { "FOLDER" "CARPETA" "PASTA" }
    VERIFY_KEY {
        "Compare the operator's key with one that you had from elsewhere: from an earlier copy, a newspaper, a witness. A copy that somebody changed can name another key."
        "Compare la clave del operador con una que tenga de otra parte: de una copia anterior, de un periódico, de un testigo. Una copia que alguien haya cambiado puede nombrar otra clave."
        "Compare a chave do operador com uma que tenha obtido em outro lugar: de uma cópia anterior, de um jornal, de uma testemunha. Uma cópia que alguém tenha alterado pode citar outra chave."
    }
    VERIFY_SUMS {
        "Without our program: this command checks every file against the list that the operator signed, and any client for C2SP tlog-tiles can read and check the log in the folder log/."
        "Sin nuestro programa: esta orden comprueba cada archivo con la lista que firmó el operador, y cualquier cliente de C2SP tlog-tiles puede leer y comprobar el registro en la carpeta log/."
        "Sem o nosso programa: este comando confere cada arquivo com a lista que o operador assinou, e qualquer cliente de C2SP tlog-tiles pode ler e conferir o registro na pasta log/."
    }
    ORIGIN { "Log" "Nombre del registro" "Nome do registro" }
    LOG_SIZE { "Entries in the log" "Asientos en el registro" "Lançamentos no registro" }
    ROOT { "Root hash" "Hash raíz" "Hash raiz" }
    OPERATOR_KEY { "Operator's key" "Clave del operador" "Chave do operador" }
    LOG_KEY { "Log's key" "Clave del registro" "Chave do registro" }

    NOT_COVERED { "What this page does not say" "Lo que esta página no dice" "O que esta página não diz" }
    NOT_COVERED_TEXT {
        "The figures are those of the readings in this record. Stations without a reading are not estimated. That a sheet reads so is shown here; whether the sheet itself is genuine, and what happened at the station, is not. Differences are stated without a judgement on their cause."
        "Las cifras son las de las lecturas que constan en este registro. Las mesas sin lectura no se estiman. Aquí se muestra qué dice un acta; no si el acta misma es auténtica ni qué ocurrió en la mesa. Las diferencias se enuncian sin juzgar su causa."
        "Os números são os das leituras que constam neste registro. As seções sem leitura não são estimadas. Aqui se mostra o que diz uma ata; não se a própria ata é autêntica nem o que ocorreu na seção. As diferenças são enunciadas sem julgar a causa."
    }
    FOOTER {
        "Made from the log {origin} at {n} entry. The same log gives this same page, byte for byte.|Made from the log {origin} at {n} entries. The same log gives this same page, byte for byte."
        "Hecha a partir del registro {origin} con {n} asiento. El mismo registro da esta misma página, byte por byte.|Hecha a partir del registro {origin} con {n} asientos. El mismo registro da esta misma página, byte por byte."
        "Feita a partir do registro {origin} com {n} lançamento. O mesmo registro dá esta mesma página, byte por byte.|Feita a partir do registro {origin} com {n} lançamentos. O mesmo registro dá esta mesma página, byte por byte."
    }
}
