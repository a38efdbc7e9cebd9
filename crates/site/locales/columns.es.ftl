# Qué significan las columnas de las tablas: `column-<tabla>-<columna>`, o `column-<columna>` en cualquiera.
# El inglés lo dicen las propias tablas.

column-area-of-level = el código de su zona del nivel { $level }
column-more-of = la cifra { $figure } del acta; vacía donde no se leyó o no se da
column-votes-of = votos por { $option }; vacía donde no se leyeron o no están en el acta

column-registered = electores inscritos según el acta; vacía donde no se leyeron o no están en el acta
column-ballots = votos emitidos según el acta; vacía donde no se leyeron o no están en el acta
column-valid = votos válidos según el acta; vacía donde no se leyeron o no están en el acta
column-blank = votos en blanco; vacía donde no se leyeron o no están en el acta
column-null_ballots = votos nulos; vacía donde no se leyeron o no están en el acta
column-station = el código de la mesa
column-contest = la elección
column-first = la primera versión; con / y una etapa, esa etapa de la versión
column-second = la segunda versión, o la etapa siguiente de la misma
column-entry = su lugar en el registro, contado desde 0

column-stations-registered = electores inscritos según el padrón o, si no, según el acta; vacía donde no se conocen
column-stations-listed = 1 donde la mesa está en el padrón; si no, 0
column-stations-state = missing (sin acta), pending (pendiente), accepted (aceptada), contested (cuestionada), disputed (en disputa) o ruled (resuelta)
column-stations-readings = lecturas del acta de la mesa que cuentan, también las corregidas

column-readings-account = la versión del resultado a la que pertenece la lectura
column-readings-stage = la etapa de la versión; vacía donde no tiene etapas
column-readings-row = su fila en ese asiento, contada desde 0; vacía donde el asiento es una sola lectura
column-readings-name = su nombre: el del asiento, 64 dígitos hexadecimales, con / y la fila donde hay varias
column-readings-document = las fotografías o el documento de donde se tomó, por sus hashes, separados por espacios; vacía en un mensaje
column-readings-line = la línea de ese documento, contada desde 1
column-readings-method = file (archivo), code (código), typed (tecleada), message (mensaje) o machine (programa)
column-readings-evidence = 1 donde la respaldaba un documento, fotografías o una pasarela; si no, 0
column-readings-signer = el nombre de la clave que la firmó
column-readings-written_at = la hora en que se escribió, en UTC
column-readings-as_of = el minuto al que se refieren sus cifras, en UTC; vacía donde su documento no lo dice
column-readings-empty = 1 donde es una fila de ceros y nada más, que no ocupa lugar; si no, 0
column-readings-stands = 1 donde es la vigente de su versión; si no, 0
column-readings-corrected_by = el asiento de la lectura que la corrige; vacía donde no hay ninguna
column-readings-corrected_by_row = la fila de esa lectura
column-readings-illegible = las cifras que no se pudieron leer, por su nombre

column-totals-account = de quién son las lecturas que se suman; accepted para las que la política deja vigentes
column-totals-stage = la única etapa cuyas lecturas se suman; vacía donde en cada mesa se suma la última
column-totals-level = el nivel de la zona; country para el total, none para las mesas sin zona
column-totals-area = el código de la zona
column-totals-area_name = el nombre de la zona
column-totals-stations = mesas con una lectura vigente
column-totals-of_stations = mesas de la zona; vacía donde no se conocen
column-totals-covered_registered = electores inscritos de las mesas cubiertas, en lo que se conoce
column-totals-of_registered = electores inscritos de la zona; vacía donde no se conocen
column-totals-without_registered = mesas cubiertas cuyos electores inscritos no se conocen
column-totals-contested_stations = mesas entre ellas cuyas cifras valen y están cuestionadas
column-totals-contested_votes = votos por todas las opciones que son de mesas cuestionadas
column-totals-withheld_stations = mesas cubiertas con una cifra que descansa solo en documentos retenidos
column-totals-withheld_figures = cuántas cifras descansan solo en documentos retenidos
column-totals-illegible = cifras que no se pudieron leer

column-comparisons-area = el código de la zona; vacía para las mesas sin zona, o donde no hay niveles
column-comparisons-in_both = mesas en ambas versiones, salvo aquellas en las que una tiene ceros para todas las opciones y la otra votos
column-comparisons-equal = mesas en ambas cuyas cifras coinciden dondequiera que ambas se leyeron
column-comparisons-different = mesas en ambas que difieren en alguna cifra
column-comparisons-first_only = mesas solo en la primera versión
column-comparisons-second_only = mesas solo en la segunda versión
column-comparisons-second_empty = mesas entre las de first_only en las que la segunda versión tiene ceros para todas las opciones
column-comparisons-first_empty = mesas entre las de second_only en las que la primera versión tiene ceros para todas las opciones

column-differences-figure = la cifra que difiere: registered, ballots, valid, blank, null o el identificador de una opción
column-differences-first_number = lo que tiene la primera versión
column-differences-second_number = lo que tiene la segunda versión

column-one_only-only_in = la versión que tiene la mesa
column-one_only-other_empty = 1 donde la otra versión tiene allí ceros para todas las opciones; si no, 0

column-findings-account = la versión a la que pertenece la lectura
column-findings-rule = el código de la regla
column-findings-severity = error o warning (aviso)
column-findings-fields = las cifras de que se trata, separadas por espacios
column-findings-entry = el lugar en el registro del asiento de la lectura
column-findings-row = su fila en ese asiento, contada desde 0; vacía donde el asiento es una sola lectura
column-findings-other_entry = el asiento de la lectura con la que se compara
column-findings-other_row = su fila en ese asiento

column-claims-account = la versión del resultado a la que pertenece
column-claims-claim = el nombre propio del anuncio
column-claims-entry = su lugar en el registro
column-claims-who = quién lo dijo
column-claims-said_on = el día en que se dijo
column-claims-stated_in = dónde consta por escrito
column-claims-contest = la elección; vacía para los recuentos de otra cosa
column-claims-area = el código de la zona; vacía para todo el país
column-claims-subject = qué se cuenta
column-claims-number = el número anunciado
column-claims-percent = el porcentaje anunciado, con sus decimales
column-claims-bound = exactly (exactamente), at_least (al menos), more_than (más de) o about (alrededor de)

column-refused-entry = el lugar del asiento en el registro
column-refused-row = su fila, contada desde 0; vacía donde el asiento entero no cuenta
column-refused-type = su tipo, en lo que se pudo leer
column-refused-code = por qué no cuenta
column-refused-reason = lo mismo en palabras, en inglés

column-areas-area = el código de la zona
column-areas-level = su nivel
column-areas-name = su nombre
column-areas-parent = la zona que está encima; vacía para las más altas
