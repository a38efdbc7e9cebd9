## The language itself: its name, and how it writes numbers, percentages and days

language-name = Español
language-thousands = .
language-decimal = ,
language-percent = { $number }{"\u00A0"}%
language-date = { $day } de { $month } de { $year }
language-months = enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre

## The pages as a whole

page-skip = Ir al resultado
page-languages = Idiomas
page-record-of = Registro público de las actas
page-vote-on = Votación del { $date }
page-record-entries =
    { $n ->
        [1] El registro contiene { $n } asiento firmado.
       *[other] El registro contiene { $n } asientos firmados.
    }
page-record-readings =
    { $n ->
        [1] Cuenta { $n } lectura de un acta.
       *[other] Cuentan { $n } lecturas de actas.
    }
page-record-stations =
    { $n ->
        [1] Se nombra { $n } mesa.
       *[other] Se nombran { $n } mesas.
    }
page-more =
    { $n ->
        [1] Aquí no se muestra { $n } más; los archivos de datos lo contienen todo.
       *[other] Aquí no se muestran { $n } más; los archivos de datos lo contienen todo.
    }
page-more-contests =
    { $n ->
        [1] Aquí no se muestra { $n } elección más; los archivos de datos lo contienen todo.
       *[other] Aquí no se muestran { $n } elecciones más; los archivos de datos lo contienen todo.
    }
page-findings = Hallazgos
page-findings-intro = Reglas que una lectura no cumple. Un error significa que las cifras no pueden ser todas correctas; un aviso, que pueden serlo y conviene mirarlas. Un hallazgo no dice nada de su causa.
page-findings-none = Ninguna lectura incumple una regla.
page-findings-table = Hallazgos por regla
page-rule = Regla
page-weight = Gravedad
page-error = Error
page-warning = Aviso
page-how-many = Cuántos
page-refused = Asientos y filas que no cuentan
page-refused-intro = Permanecen en el registro, donde cualquiera puede leerlos, y no cambian ningún total.
page-refused-none = Todos los asientos cuentan.
page-refused-table = Asientos y filas que no cuentan, por motivo
page-reason = Motivo
page-code = Código
page-entries = Asientos
page-first-entries = Primeros lugares en el registro
page-unknown-types =
    { $n ->
        [1] { $n } asiento es de un tipo que esta versión no conoce; se conserva y no se usa.
       *[other] { $n } asientos son de tipos que esta versión no conoce; se conservan y no se usan.
    }
page-data = Datos para descargar
page-data-table = Archivos de esta publicación
page-file = Archivo
page-size = Tamaño
page-holds = Qué contiene
page-verify = Cómo verificar esta página
page-verify-intro = Nadie necesita confiar en estas cifras a ciegas, ni siquiera en quien opera esta página. Copie la carpeta completa; solo con sus archivos, sin red, una orden comprueba cada firma, cada hash, cada acta y cada total:
page-verify-folder = CARPETA
page-verify-key = Compare la clave del operador con una que tenga de otra parte: de una copia anterior, de un periódico, de un testigo. Una copia que alguien haya cambiado puede nombrar otra clave.
page-verify-sums = Sin nuestro programa: esta orden comprueba los archivos de cada carpeta con la lista de la carpeta, y el operador firmó la de arriba; cualquier cliente de C2SP tlog-tiles puede leer y comprobar el registro en la carpeta log/.
page-origin = Nombre del registro
page-log-size = Asientos en el registro
page-root = Hash raíz
page-operator-key = Clave del operador
page-log-key = Clave del registro
page-not-covered = Lo que esta página no dice
page-not-covered-text = Las cifras son las de las lecturas que constan en este registro. Las mesas sin lectura no se estiman. Aquí se muestra qué dice un acta; no si el acta misma es auténtica ni qué ocurrió en la mesa. Las diferencias se enuncian sin juzgar su causa.
page-footer = Hecha a partir del registro { $origin }. El mismo registro da esta misma página, byte por byte.

## Results

result-result = Resultado
result-accepted = Lecturas aceptadas
result-the-accepted = las lecturas aceptadas
result-accepted-note = Lecturas que bastan según la política declarada de la elección, vengan de quien vengan.
result-account-note = Según esta versión.
result-no-readings = Aquí todavía no hay ninguna lectura vigente.
result-more-accounts =
    { $n ->
        [1] Aquí no se muestra { $n } versión más con lecturas; los archivos de datos lo contienen todo.
       *[other] Aquí no se muestran { $n } versiones más con lecturas; los archivos de datos lo contienen todo.
    }
result-votes-by-option = Votos por opción: { $account }
result-other = Otras cifras de las actas
result-other-figures = Otras cifras de las actas: { $account }
result-option = Opción
result-votes = Votos
result-share = Porcentaje
result-all-options = Todas las opciones
result-rest =
    { $n ->
        [1] { $n } opción más
       *[other] { $n } opciones más, juntas
    }
result-figure = Dato
result-sum = Suma
result-read-at = Mesas leídas
result-not-on-form = no lo dan estas lecturas
result-illegible = ilegible
result-illegible-at =
    { $n ->
        [1] { $n } cifra de las actas vigentes es ilegible y no está en ninguna suma.
       *[other] { $n } cifras de las actas vigentes son ilegibles y no están en ninguna suma.
    }
result-coverage = Cobertura del escrutinio
result-covered-stations =
    { $n ->
        [1] { $part } de { $n } mesa ({ $share })
       *[other] { $part } de { $n } mesas ({ $share })
    }
result-covered-stations-open =
    { $n ->
        [1] { $n } mesa; no se sabe cuántas hay en total
       *[other] { $n } mesas; no se sabe cuántas hay en total
    }
result-covered-voters =
    { $n ->
        [1] { $part } de { $n } elector inscrito ({ $share })
       *[other] { $part } de { $n } electores inscritos ({ $share })
    }
result-covered-voters-least =
    { $n ->
        [1] Al menos { $part } de { $n } elector inscrito ({ $share })
       *[other] Al menos { $part } de { $n } electores inscritos ({ $share })
    }
result-covered-voters-open =
    { $n ->
        [1] { $n } elector inscrito; no se sabe cuántos hay en total
       *[other] { $n } electores inscritos; no se sabe cuántos hay en total
    }
result-covered-voters-least-open =
    { $n ->
        [1] Al menos { $n } elector inscrito; no se sabe cuántos hay en total
       *[other] Al menos { $n } electores inscritos; no se sabe cuántos hay en total
    }
result-more-than-expected = Aquí, o en una parte, hay más mesas o electores que los esperados: lo esperado o las actas están equivocados, y no se sabe cuántos electores no están cubiertos.
result-without-registered =
    { $n ->
        [1] Los electores inscritos de { $n } mesa cubierta no se conocen aquí; los que votaron allí cuentan como cubiertos.
       *[other] Los electores inscritos de { $n } mesas cubiertas no se conocen aquí; los que votaron allí cuentan como cubiertos.
    }
result-partly-read =
    { $n ->
        [1] En { $n } mesa cubierta los votos de una opción son ilegibles o no se dan; sus electores cuentan como no cubiertos.
       *[other] En { $n } mesas cubiertas los votos de una opción son ilegibles o no se dan; sus electores cuentan como no cubiertos.
    }
result-contested =
    { $n ->
        [1] { $n } mesa de estas está cuestionada: una lectura contradice lo que vale. Sus { $votes } votos por todas las opciones cuentan aquí, y sus electores cuentan como no cubiertos.
       *[other] { $n } mesas de estas están cuestionadas: una lectura contradice lo que vale. Sus { $votes } votos por todas las opciones cuentan aquí, y sus electores cuentan como no cubiertos.
    }
result-withheld =
    { $n ->
        [1] En { $n } mesa cubierta una cifra descansa solo en documentos retenidos.
       *[other] En { $n } mesas cubiertas una cifra descansa solo en documentos retenidos.
    }
result-zeros =
    { $n ->
        [1] { $n } mesa figura solo con ceros: cuenta como no cubierta.
       *[other] { $n } mesas figuran solo con ceros: cuentan como no cubiertas.
    }
result-margin =
    { $n ->
        [1] { $leader } aventaja a { $second } por { $n } voto.
       *[other] { $leader } aventaja a { $second } por { $n } votos.
    }
result-level = { $leader } y { $second } tienen el mismo número de votos.
result-level-many = El mayor número de votos, igual cada una, tienen: { $options }.
result-several-seats = Se eligen varios cargos: el orden de los votos no dice quién obtiene uno.
result-decided = El orden ya no puede cambiar
result-decided-text =
    { $n ->
        [1] Aunque el único elector no cubierto ({ $n }) hubiera votado por una sola opción, el orden se mantendría.
       *[other] Aunque los { $n } electores no cubiertos hubieran votado todos por una sola opción, el orden se mantendría.
    }
result-nobody-left = No queda ningún elector sin cubrir.
result-first-stays = El primer lugar ya no puede cambiar
result-first-stays-text =
    { $n ->
        [1] Aunque el único elector no cubierto ({ $n }) hubiera votado por otra opción, la primera seguiría siendo la primera. El orden de las demás todavía puede cambiar.
       *[other] Aunque los { $n } electores no cubiertos hubieran votado todos por una misma opción distinta, la primera seguiría siendo la primera. El orden de las demás todavía puede cambiar.
    }
result-open = El orden todavía puede cambiar
result-open-text =
    { $n ->
        [1] { $n } elector inscrito no está cubierto.
       *[other] { $n } electores inscritos no están cubiertos.
    }
result-unsaid = No se sabe
result-unsaid-voters = No se sabe cuántos electores no están cubiertos; por eso no puede decirse si el orden todavía podría cambiar.
result-wins = Gana con { $way }: { $parts }.
result-way-most = el mayor número de votos
result-way-most-seats = un lugar entre las { $n } con más votos
result-way-over = más de { $percent } de: { $of }
result-way-at-least = { $percent } o más de: { $of }
result-way-lead = { $way }, y { $lead } puntos porcentuales más que cualquier otra
result-way-seats = uno de { $n } cargos ({ $formula })
result-way-of-valid = votos por todas las opciones
result-way-of-cast = votos emitidos
result-way-of-registered = electores inscritos
result-way-reached = lo alcanza: { $options }
result-way-reached-whatever = lo alcanza, hagan lo que hagan los electores no cubiertos: { $options }
result-way-open = está abierto para: { $options }
result-way-not-reached = no lo alcanza: { $options }
result-way-nobody = no lo alcanza nadie
result-way-nobody-whatever = no lo alcanza nadie, hagan lo que hagan los electores no cubiertos
result-way-voters-unknown = no se sabe, porque no se sabe cuántos electores no están cubiertos
result-way-total-unknown = no se sabe, porque no se conoce el total del que es parte
result-way-not-computed = no se calcula
result-states = Estado de las mesas
result-state = Estado
result-means = Qué significa
result-stations = Mesas
result-unnamed = Sin nombrar
result-unnamed-means = Esperadas según el número del padrón; ningún archivo ni padrón las ha nombrado hasta ahora.
result-sides = Las versiones, lado a lado
result-sides-of = { $first } y { $second }
result-sides-one = Solo una versión tiene lecturas; no hay otra que poner a su lado.
result-sides-table = Mesas de ambas versiones
result-both = En ambas
result-equal = Iguales
result-different = Distintas
result-only-in = Solo en { $account }
result-only-zeros = De ellas, ceros para todas las opciones en { $account }
result-different-table = Mesas que difieren, cifra por cifra
result-station = Mesa
result-difference = Diferencia
result-areas = Por zona
result-areas-of = Por zona: { $account }
result-area = Zona
result-no-area = Sin zona
result-first = Primera
result-second = Segunda
result-of-stations =
    { $n ->
        [1] { $part } de { $n } mesa
       *[other] { $part } de { $n } mesas
    }
result-stations-n =
    { $n ->
        [1] { $n } mesa
       *[other] { $n } mesas
    }

## Claims, which readers know as announcements

claims-claims = Lo que se anunció
claims-claims-intro = Cifras que alguien anunció sin las mesas de las que provienen, y lo que dicen de ellas su propia aritmética y las actas publicadas.
claims-stands-written = Dónde consta:
claims-in-words = Con las palabras:
claims-speaks-of = Zona:
claims-announced-table = Cifras anunciadas
claims-what = Qué
claims-number = Número
claims-percent = Por ciento
claims-nothing-to-compute = No da ninguna cifra exacta; por eso ni su propia aritmética ni las actas publicadas dicen nada de él.
claims-own = Su propia aritmética
claims-own-all =
    { $n ->
        [1] { $n } comprobación, y coincide.
       *[other] { $n } comprobaciones, y todas coinciden.
    }
claims-own-some = Comprobaciones que coinciden: { $n }. Que difieren: { $differ }.
claims-own-table = Comprobaciones del anuncio consigo mismo
claims-check = Comprobación
claims-stated = Anunciado
claims-computed = Resulta
claims-agrees = coincide
claims-differs-by = difiere en { $by }
claims-differs-cut-off = difiere en { $by }: truncado, no redondeado
claims-check-options-sum = Los votos de las opciones suman los votos válidos
claims-check-ballots-sum = Válidos, nulos y en blanco suman los votos emitidos
claims-check-sum = { $what } es la suma de sus partes
claims-check-within = Los votos emitidos no superan a los electores inscritos
claims-check-percent = { $what } como parte de { $total }
claims-check-percents-sum = Los porcentajes de { $total } suman 100, hasta donde permite el redondeo
claims-first = Primero el porcentaje
claims-first-flagged = Cada número es exactamente lo que da su porcentaje de { $total } ({ $sum }). Por azar eso ocurre una vez de cada { $n }, aproximadamente.
claims-first-at-least = Leído con los menos decimales que dan los números ({ $decimals }), una vez de cada { $n }, aproximadamente.
claims-first-matches = Cada número es lo que da su porcentaje de { $total } ({ $sum }); por azar eso ocurre una vez de cada { $n }, demasiado a menudo para decir algo.
claims-first-often = Cada número es lo que da su porcentaje de { $total } ({ $sum }); con números tan pequeños, el azar lo hace a menudo.
claims-first-not = Los números no son los que darían porcentajes redondeados de { $total } ({ $sum }).
claims-first-table = Números, y lo que dan sus porcentajes
claims-gives = El porcentaje da
claims-bound = Lo que permiten las actas publicadas
claims-bound-against = Frente a { $account } ({ $sheets }):
claims-sheets-n =
    { $n ->
        [1] { $n } acta
       *[other] { $n } actas
    }
claims-bound-unless =
    { $n ->
        [1] no puede sostenerse a menos que al menos { $n } de estas actas sea falsa
       *[other] no puede sostenerse a menos que al menos { $n } de estas actas sean falsas
    }
claims-bound-after = al menos { $n }, descontadas las mesas que el anuncio deja fuera ({ $left })
claims-bound-if-rounded = al menos { $n }, si su porcentaje de mesas estaba a su vez redondeado
claims-bound-within = Comprobado, y dentro de lo que permiten estas actas: { $figures }.
claims-bound-unknown = Ninguna de sus cifras pudo comprobarse.
claims-bound-untested = Sin comprobar: { $figures } ({ $because }).
claims-share-of = { $what } (porcentaje)
claims-untested-not-exact = no se anunció como exacto
claims-untested-no-number = no se anunció ningún número
claims-untested-unknown-option = la contienda no tiene esa opción
claims-untested-voters = no se sabe cuántos electores no están cubiertos
claims-untested-not-in-sheets = ninguna acta lo da
claims-untested-no-ceiling = nada dice cuánto puede tener un acta
claims-untested-register = es una cifra del padrón, no de las actas
claims-untested-total = no se conoce el total del que es parte
claims-untested-some-stations = puede ser parte solo de las mesas contadas
claims-untested-several = un elector puede votar por varias opciones
claims-bound-over = un número supera a todos los electores inscritos: no se sostiene aunque todas las actas sean falsas.
claims-bound-over-stations = cuenta más mesas de las que hay.
claims-bound-area = El registro no tiene ninguna zona con ese código; no hay actas con las que compararlo.
claims-bound-table = Anunciado, y en las actas: { $account }
claims-claimed = Anunciados
claims-in-sheets = En las actas
claims-side-below = { $n } por debajo de lo que contienen las actas
claims-side-within = dentro de lo que permiten las actas
claims-side-above = { $n } por encima de lo que suman las actas y todos los electores no cubiertos
claims-side-share = fuera de lo que pueden dar las actas y todos los electores no cubiertos, de { $least } a { $most }
claims-side-over-stations = { $n } más de las que hay
claims-side-unknown = no se sigue ningún límite
claims-false-at-least = Actas falsas, al menos
claims-counts = Otros recuentos que se anunciaron
claims-counts-intro = Cada uno como se dijo. Pueden contar cosas, días y lugares distintos, y una noticia puede repetir otra; nada se suma.
claims-counts-table = Anunciado: { $what }
claims-who = Quién lo dijo
claims-when = Cuándo
claims-where = Dónde consta
claims-at-least = al menos { $number }
claims-more-than = más de { $number }
claims-about = alrededor de { $number }

## The field's terms

terms-registered = electores inscritos
terms-ballots = votos emitidos
terms-valid = votos válidos
terms-blank = votos en blanco
terms-null = votos nulos
terms-turnout = participación
terms-stations = mesas escrutadas
terms-others = todos los demás juntos
terms-options = votos de todas las opciones
terms-registered-counted = electores inscritos de las mesas escrutadas
terms-all-stations = total de mesas
terms-missing = Sin acta
terms-pending = Pendiente
terms-accepted = Aceptada
terms-contested = Cuestionada
terms-disputed = En disputa
terms-ruled = Resuelta
terms-missing-means = Todavía sin lectura. Lo que falta no es cero.
terms-pending-means = Leída, pero aún no basta según la política.
terms-accepted-means = Lecturas que bastan, y nada las contradice.
terms-contested-means = Un lado de las lecturas basta y vale, y otra lectura lo contradice.
terms-disputed-means = Bastan varios lados de las lecturas; ninguno vale hasta que se resuelva.
terms-ruled-means = Una persona revisora resolvió, con su motivo en el registro, qué lectura vale o que no vale ninguna.
terms-sum-not-valid = Los votos de las opciones no suman los votos válidos declarados
terms-parts-not-ballots = Válidos, nulos y en blanco no suman los votos emitidos
terms-sum-differs = Una cifra no es la suma que debe ser
terms-ballots-over-registered = Más votos emitidos que electores inscritos
terms-unknown-station = La mesa no está en el padrón
terms-outside-contest = La elección no se celebra en la mesa
terms-unknown-option = La elección no tiene esa opción
terms-unknown-figure = La elección no tiene esa cifra
terms-more-than-one-sheet = Más de un acta para la mesa, y difieren
terms-registered-differs = Los electores inscritos difieren de los del padrón
terms-area-differs = Otro padrón sitúa la mesa en otra área
terms-illegible-figure = Una cifra no se puede leer
terms-all-zero = Todas las cifras son cero
terms-null-share = La proporción de votos nulos supera el umbral
terms-blank-share = La proporción de votos en blanco supera el umbral
terms-turnout-high = La participación está por encima del umbral
terms-turnout-low = La participación está por debajo del umbral
terms-identical-counts = Otra mesa tiene las mismas cifras, demasiado grandes para ser azar
terms-shared-photograph = La misma fotografía se leyó para otra mesa
terms-no-evidence = Ningún documento, fotografía o pasarela respalda la lectura
terms-entry-malformed = Los bytes no son un asiento
terms-entry-bad-signature = La firma de una clave conocida no es válida
terms-entry-unknown-key = No lo firmó ninguna clave con una función asignada
terms-entry-revoked-key = Su clave se había revocado antes
terms-entry-expired-key = El plazo de su clave había vencido
terms-entry-wrong-role = La función de su clave no permite un asiento así
terms-entry-wrong-account = Su clave no puede escribir por esta versión
terms-entry-wrong-stage = Su clave no puede escribir esta etapa de la versión
terms-entry-wrong-area = Su clave no puede escribir sobre la zona de esta mesa
terms-entry-other-election = Nombra otra elección
terms-entry-second-election = Una definición que no es el primer asiento
terms-entry-replay = El mismo texto ya está antes en el registro
terms-entry-unknown-contest = Nombra una elección que no está definida
terms-entry-no-such-entry = Se refiere a un asiento que no existe o que no puede corregir
terms-entry-too-many-readings = Su clave ha escrito demasiadas lecturas de una mesa
terms-entry-second-seal = Su clave ya había sellado esta fotografía y elección
terms-entry-unknown-account = Se escribe por una versión que nada ha nombrado antes
terms-entry-unknown-stage = Su versión no tiene esa etapa, o no nombra ninguna
terms-entry-misleading-name = El identificador de una versión o de una etapa podría tomarse por una palabra del registro, por un archivo o por otro
terms-entry-known-account = Nombra una versión que ya está, sin añadir etapas tras las que tiene
terms-entry-too-many-accounts = El registro tiene ya todas las versiones que puede tener
terms-entry-blob = Un documento que necesita no se puede usar
terms-entry-key-taken = Otra clave tiene este nombre e identificador, o la clave ya está en uso
terms-entry-not-within = No está dentro de lo que puede dar o revocar quien dio las funciones
terms-entry-too-many-keys = Quien dio las funciones ya las dio a tantas claves como puede
terms-entry-too-few = Lo firmaron menos claves de recuperación de las necesarias
terms-entry-void = Un asiento posterior lo anula, o anula el que dio su función a la clave
terms-entry-needs-two = No lo firman un operador y un revisor, cada uno con su propia clave
terms-entry-no-such-document = Retiene un documento que no se puede retener
terms-entry-closed = El registro se había cerrado antes
terms-entry-other = Otro motivo

## Navigation

nav-label = Páginas
nav-result = Resultado
nav-compare = Comparar
nav-claims = Anuncios
nav-arrival = Cómo llegó
nav-search = Buscar
nav-verify = Verificar
nav-data = Datos
nav-glossary = Glosario
pager-label = Páginas de esta lista
pager-words = Página { $page } de { $n }

## Area and station

area-country = Todo el país
area-above = A qué pertenece
area-level = { $level }, código { $code }
area-continued = Aquí continúa la lista de mesas de { $area }.
area-parts = Sus partes
area-missing = Mesas sin lectura vigente
area-missing-named =
    { $n ->
        [1] { $n } mesa de esta página no la tiene. Lo que falta no es cero.
       *[other] { $n } mesas de esta página no la tienen. Lo que falta no es cero.
    }
area-missing-unnamed =
    { $n ->
        [1] Se espera { $n } mesa más, que ningún archivo ni padrón ha nombrado hasta ahora.
       *[other] Se esperan { $n } mesas más, que ningún archivo ni padrón ha nombrado hasta ahora.
    }
area-stations = Mesas
area-stations-caption = Cada mesa con las cifras vigentes; donde las versiones difieren, o no vale ninguna, una línea por versión. «–» es una cifra que no está; «?», una que no se puede leer.
area-whose = Estado o versión
area-images = Fotografías
area-image = fotografía { $n }
area-image-withheld = fotografía { $n } (retenida)
area-no-stations = Aquí no se nombra ninguna mesa.
station-without = Un programa dibuja esta página. Sin él, cada mesa está con todas sus cifras y fotografías en la página de su zona.
station-areas = Buscar la mesa por su zona
station-no-script = Esta publicación se hizo sin programas: las mesas están con todas sus cifras en las páginas de sus zonas.
search-intro = Por el código de una mesa, o el nombre o código de una zona: un centro, una parroquia, una ciudad.
search-without = Para buscar hace falta un programa. Sin él, las zonas llevan a cada mesa.

## The record

result-record = El registro
result-last = Último asiento: { $at }
result-checkpoint =
    { $n ->
        [1] Punto de control con { $n } asiento y el hash raíz
       *[other] Punto de control con { $n } asientos y el hash raíz
    }
findings-line = Hallazgos: { $errors } errores y { $warnings } avisos en las lecturas
findings-n =
    { $n ->
        [1] { $n } hallazgo.
       *[other] { $n } hallazgos.
    }
findings-account = Versión
findings-fields = Cifras afectadas
findings-entry = Lugar en el registro
findings-other = Frente a
findings-by-area = Hallazgos por zona
findings-errors = Errores
findings-warnings = Avisos
map-title = Mapa
map-shapes = Cada zona con el color y el patrón de la opción que va primera allí; gris donde ninguna opción va primera. La tabla tiene lo mismo.
map-places = Una marca por cada lugar con mesas, con el color y la forma de la opción que va primera allí; un anillo donde ninguna opción va primera.
map-parts = Un círculo por cada zona del nivel { $level }, en el lugar medio de sus mesas, con el color y el patrón de la opción que va primera allí. Cuanto más grande el círculo, más votos; donde son pocos, es una marca pequeña.
map-placed =
    { $n ->
        [1] { $n } mesa del mapa tiene un lugar conocido.
       *[other] { $n } mesas del mapa tienen un lugar conocido.
    }
map-more =
    { $n ->
        [1] { $n } zona con menos votos no se dibuja.
       *[other] { $n } zonas con menos votos no se dibujan.
    }
map-legend = Dónde va primera cada opción
map-none = Ninguna opción va primera

## Comparing

compare-intro = Cada dos versiones, mesa por mesa, y lo que las actas de una dicen de lo que la otra anunció.
compare-pair = Versiones
compare-first-only = Solo en la primera
compare-second-only = Solo en la segunda
compare-by-area = Coincidencia por zona
compare-different = Mesas que difieren
compare-nothing = Ninguna de las versiones tiene lecturas de una elección que también tenga la otra, ni anunció cifras de alguna.
compare-in-one-line =
    { $n ->
        [1] { $first } y { $second }: { $n } mesa en ambas, { $differ } difieren
       *[other] { $first } y { $second }: { $n } mesas en ambas, { $differ } difieren
    }
compare-decided = ¿Podría lo que falta cambiar el orden?
compare-decided-means = El orden se sostiene donde la ventaja de cada opción sobre la siguiente es mayor que los electores inscritos no cubiertos: aunque todos ellos hubieran votado por la de atrás.

## Steps on paper

claims-paper-decided = { $all } electores inscritos − { $covered } cubiertos = { $open } no cubiertos; la ventaja es { $margin }.
claims-steps-percent = { $number } ÷ { $total } = { $share } …
claims-first-means = Primero se cuenta y luego se redondea el porcentaje. Aquí cada porcentaje se vuelve a convertir en número: donde todos salen exactamente como se anunciaron, los números pueden haberse hecho a partir de los porcentajes. El azar dice cada cuánto saldrían así unos recuentos redondeados.
claims-steps-first = Para el primero: { $percent } × { $sum }, redondeado, da { $gives }; anunciado: { $number }.
claims-bound-means = El menor número de actas publicadas que tendrían que ser falsas para que se sostengan los números anunciados. Es una cota inferior: a un acta falsa se le permite estar equivocada en todos sus votos.
claims-paper = Lo mismo en papel
claims-paper-below = { $what }: las actas contienen { $sheets }; se anunciaron { $claimed }. Son { $excess } menos.
claims-paper-above = { $what }: las actas contienen { $sheets }, y { $open } electores no están cubiertos; se anunciaron { $claimed }. Son { $excess } más que ambos juntos.
claims-paper-weight-below = Un acta falsa puede quitar como mucho lo que muestra ({ $what }). Ordene las mesas del archivo de datos por ello, de mayor a menor.
claims-paper-weight-above = Un acta falsa puede añadir como mucho sus electores inscritos menos lo que muestra ({ $what }). Ordene las mesas del archivo de datos por esta diferencia, de mayor a menor.
claims-paper-sum = Las primeras { $n } suman { $sum }, que alcanza { $excess }; las primeras { $fewer } suman { $less }, que no alcanza.
claims-paper-first = Las primeras mesas de ese orden
claims-paper-can = Puede explicar

## Claims by subject

claims-intro = Todo lo que se anunció, cada cosa como se dijo, en el orden de los días. Los anuncios que no pueden ser todos exactos están uno debajo del otro; nada de aquí dice cuál es correcto.
claims-none = No se anunció nada.
claims-by-subject = Por tema
claims-each = Cada anuncio y su aritmética
claims-differ = Estos números no son iguales: { $list }.
claims-sources = Documentos
claims-sources-intro = Informes y otros documentos del registro. Los que coinciden palabra por palabra en muchos pasajes están juntos como uno solo, porque pueden tener un mismo origen. También coinciden si citan la misma declaración; no se dice cuál fue el primero.
claims-sources-one =
    { $n ->
        [1] { $n } documento
       *[other] { $n } documentos que se repiten entre sí, tomados como uno:
    }
claims-sources-withheld = retenido
claims-sources-agrees = coincide palabra por palabra en { $percent } de sus pasajes con { $title }
claims-sources-more =
    { $n ->
        [1] Aquí no se muestra { $n } más.
       *[other] Aquí no se muestran { $n } más.
    }
claims-sources-not-compared =
    { $n ->
        [1] No se comparó { $n } texto más.
       *[other] No se compararon { $n } textos más.
    }

## How it came in

arrival-intro = Según las horas que declaran los asientos; a propósito no se guardan tiempos más finos. Una mesa cuenta desde la hora de la lectura que vale para ella.
arrival-over-time = Cobertura y porcentajes en el tiempo
arrival-chart = Cobertura y porcentajes, de { $from } a { $to }; la tabla tiene los mismos números
arrival-hour = Hasta
arrival-coverage = Mesas cubiertas
arrival-disputes = Disputas
arrival-no-disputes = Ninguna mesa está cuestionada, ni está ni estuvo en disputa.
arrival-contested =
    { $n ->
        [1] Cuestionadas, aunque valen: { $n } mesa.
       *[other] Cuestionadas, aunque valen: { $n } mesas.
    }
arrival-disputed =
    { $n ->
        [1] Abiertas: { $n } mesa.
       *[other] Abiertas: { $n } mesas.
    }
arrival-ruled =
    { $n ->
        [1] Resueltas: { $n } mesa, con el motivo.
       *[other] Resueltas: { $n } mesas, cada una con el motivo.
    }
arrival-methods = Lecturas por método
terms-method-file = de un archivo de datos
terms-method-code = del código del acta
terms-method-typed = tecleada por una persona
terms-method-message = de un mensaje
terms-method-machine = por un programa

## Verify and data

verify-command = Con una orden
verify-what = Qué se comprueba
verify-what-files = Cada archivo de esta carpeta es el que firmó la clave del operador.
verify-what-log = El registro está completo: sus asientos dan el hash raíz del punto de control firmado.
verify-what-signatures = Cada asiento está firmado por una clave que podía escribirlo.
verify-what-totals = Cada total y cada tabla se siguen de los asientos: se repite todo el recuento.
verify-keys = Claves con una función asignada
verify-keys-intro = Los nombres de las claves son seudónimos. Las funciones se dan y se quitan con asientos del registro.
verify-key-name = Clave
verify-key-role = Función
verify-key-from = Desde el asiento
verify-key-until = Hasta
verify-key-revoked = revocada por el asiento { $n }
verify-witnesses = El punto de control en log/checkpoint lleva la firma del registro y una línea por cada testigo que lo ha refrendado.
data-archive = Toda esta publicación en un solo archivo, para leerla sin conexión. Descomprímalo y abra index.html; cotejo verify comprueba la carpeta descomprimida. Puede ser grande:
data-log = El registro mismo, en el formato C2SP tlog-tiles, empieza en
data-begin = Para empezar
data-begin-intro = En la carpeta de una copia de esta publicación:
data-citation = Cómo citar
data-citation-text =
    { $n ->
        [1] { $election }. Registro público de las actas, registro { $origin }, { $n } asiento, hash raíz { $root }.
       *[other] { $election }. Registro público de las actas, registro { $origin }, { $n } asientos, hash raíz { $root }.
    }
data-columns = Qué significan las columnas
data-holds-schema = Qué contienen las columnas de los archivos CSV, texto o números enteros (paquete de datos Frictionless)
data-holds-all = Todas las tablas en un archivo, con lo que significan sus columnas (en inglés)
data-holds-table =
    { $n ->
        [1] La tabla { $table }, { $n } columna
       *[other] La tabla { $table }, { $n } columnas
    }
data-kind-integer = número entero
data-kind-text = texto
data-column = Columna
data-kind = Tipo
data-meaning = Significado

## The glossary

glossary-intro = Qué significan las palabras de estas páginas. Cada una tiene su propia dirección, para que se la pueda enlazar.
glossary-stations = Las mesas y sus actas
glossary-contest = Elección
glossary-contest-means = Una pregunta que deciden los electores, como quién será alcalde. En una misma votación puede haber varias.
glossary-option = Opción
glossary-option-means = Aquello por lo que se puede votar: una candidatura, una lista, sí o no.
glossary-station = Mesa
glossary-station-means = La unidad más pequeña que cuenta votos. Llena un acta por cada elección.
glossary-area = Zona
glossary-area-means = Una parte del país, como un estado, una ciudad o un centro de votación, con todas las mesas y zonas menores que hay en ella.
glossary-register = Padrón
glossary-register-means = La lista de las mesas con sus zonas y electores inscritos, escrita antes de que lleguen las actas. Donde no está completa, dice cuántas mesas y cuántos electores se esperan.
glossary-sheet = Acta
glossary-sheet-means = El formulario en que una mesa anota su recuento y que firman los presentes.
glossary-registered = Electores inscritos
glossary-registered-means = Cuántas personas pueden votar en una mesa, según el padrón o según el acta.
glossary-ballots = Votos emitidos
glossary-ballots-means = Todos los votos depositados: válidos, en blanco y nulos juntos.
glossary-valid = Votos válidos
glossary-valid-means = Votos que cuentan para una de las opciones.
glossary-blank = Votos en blanco
glossary-blank-means = Votos que no eligen ninguna opción.
glossary-null = Votos nulos
glossary-null-means = Votos que no cuentan para ninguna opción por la forma en que están marcados.
glossary-turnout = Participación
glossary-turnout-means = Los votos emitidos como porcentaje de los electores inscritos.
glossary-readings = Las lecturas
glossary-photograph = Fotografía
glossary-photograph-means = Una foto o un escaneo de un acta. El registro la nombra por su hash, de modo que ninguna otra puede ocupar su lugar.
glossary-reading = Lectura
glossary-reading-means = Las cifras de un acta, tal como una versión las tomó de una fotografía, del código del acta o de una fila de un archivo de datos. Una cifra que no se puede leer, o que el acta no tiene, no es cero.
glossary-account = Versión
glossary-account-means = El resultado como lo cuenta una de las partes: la autoridad electoral, un partido, un grupo de voluntarios. Las versiones se muestran lado a lado.
glossary-finding = Hallazgo
glossary-finding-means = Una regla que una lectura no cumple, por ejemplo cuando los votos de las opciones no suman los votos válidos. No dice nada de la causa.
glossary-states = Estados de una mesa
glossary-totals = Los totales
glossary-coverage = Cobertura
glossary-coverage-means = Cuántas de las mesas, y cuántos de los electores inscritos, incluye un total. Lo que no está cubierto no se estima.
glossary-margin = Ventaja
glossary-margin-means = Por cuántos votos la primera opción aventaja a la segunda.
glossary-decided = Ya no puede cambiar
glossary-decided-means = Se dice solo del orden de las opciones, no de quién ha ganado. La ventaja es mayor que el número de electores inscritos no cubiertos: aunque todos ellos hubieran votado por una sola opción, el orden se mantendría.
glossary-claims = Los anuncios
glossary-claim = Anuncio
glossary-claim-means = Cifras que alguien dio a conocer sin las mesas de las que provienen, con quién lo dijo, cuándo y dónde consta. En los archivos de datos se llama claim.
glossary-percent-first = Primero el porcentaje
glossary-percent-first-means = Números anunciados que son exactamente los que dan unos porcentajes redondeados. Puede que se hayan hecho a partir de los porcentajes; se dice cada cuánto ocurre lo mismo por azar.
glossary-bound = Cota
glossary-bound-means = El menor número de actas publicadas que tendrían que ser falsas para que un anuncio se sostenga.
glossary-record = El registro
glossary-entry = Asiento
glossary-entry-means = Una declaración firmada del registro: una lectura o las filas de un archivo de datos, una fotografía, un anuncio, una resolución, una clave. Nunca se cambia; una corrección es otro asiento.
glossary-log = Registro
glossary-log-means = Todos los asientos en el orden en que se escribieron. Nada se puede cambiar ni quitar sin que cambie el hash raíz.
glossary-hash = Hash
glossary-hash-means = Un número calculado a partir de unos bytes (SHA-256). Nadie sabe encontrar dos archivos distintos con el mismo hash.
glossary-root-hash = Hash raíz
glossary-root-hash-means = Un solo hash calculado a partir de todos los asientos del registro. Dos copias con el mismo hash raíz contienen los mismos asientos.
glossary-checkpoint = Punto de control
glossary-checkpoint-means = El tamaño y el hash raíz del registro en un momento dado, firmados con la clave del registro.
glossary-witness = Testigo
glossary-witness-means = Alguien independiente del operador que comprueba que el registro solo ha crecido y entonces añade su firma al punto de control. No es un testigo de mesa.
glossary-key = Clave
glossary-key-means = Con ella se firman los asientos. Solo quien la tiene puede firmar con ella, y cualquiera puede comprobar la firma. Su nombre es un seudónimo.
glossary-role = Función
glossary-role-means = Lo que una clave puede escribir, como las lecturas de una versión o las resoluciones. Las funciones se dan y se quitan con asientos.
glossary-operator = Operador
glossary-operator-means = Quien lleva el registro y publica estas páginas. Nadie tiene que confiar en el operador: todo lo publicado se puede comprobar.
glossary-manifest = Manifiesto
glossary-manifest-means = La lista de todos los archivos de esta publicación con sus hashes, firmada por el operador. Con ella se comprueba una copia.
