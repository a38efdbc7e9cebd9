## Lo que dice una comprobación. Viene con el verificador.

check-stage-log = Asientos del registro
check-stage-documents = Documentos
check-stage-files = Archivos de la publicación, y mesas contadas de nuevo
check-stage-entries = Archivos de asientos sueltos
check-stage-copies = Copias comprimidas de archivos

check-progress = { $done } de { $all }
check-wrong-key = Lo que se dio como clave no lo es.
check-wrong-policy = La política no se puede leer en la línea { $line }.
check-agrees = Todo lo que se comprobó coincide.
check-differs =
    { $n ->
        [1] 1 cosa difiere.
       *[other] { $n } cosas difieren.
    }
check-more-problems = { $n } más no se listan.
check-found = Se encontró
check-expected = Debe ser
check-where = Dónde
check-checked = Qué se comprobó
check-checked-entries = { $n } asientos: forma, firma y si quien firmó podía escribirlos
check-checked-signatures = { $n } firmas
check-checked-tiles = { $n } bloques del árbol del registro, hasta la raíz del punto de control firmado
check-checked-documents = { $n } documentos y fotografías, por sus hashes
check-checked-files = { $n } archivos, con la lista que firmó el operador
check-checked-compressed = { $n } copias comprimidas de esos archivos
check-checked-stations = { $n } mesas: sus cifras, estados y lecturas que valen, contadas de nuevo
check-refused = { $n } asientos están en el registro y no cuentan; el registro dice por qué.

check-step-checkpoint = El punto de control de { $of } asientos está firmado por la clave del registro.
check-step-entry = El asiento { $of } está en el registro, lo firmó una clave con esa función y dice lo que dice esta página.
check-step-grant = El asiento { $of } dio su función a la clave de quien firmó.
check-step-photograph = Los bytes de la fotografía son los que nombra el registro.

check-remark-no-key = Se comprobó con la clave que nombra el propio registro. Compárela con una que tenga de otra parte:
check-remark-own-key = Se comprobó con la clave del operador que nombra esta página. Compárela con una que tenga de otra parte:
check-remark-given-key = Se comprobó con la clave que usted dio.
check-remark-policy-holds = La política de testigos se cumple, por:
check-remark-no-memory = Este navegador no guarda nada, así que no se notará si el registro se muestra más corto que antes.
check-remark-continues = El registro continúa lo que este navegador vio antes. Asientos de entonces:
check-remark-policy-held = La política de testigos se cumple para los primeros { $entries } asientos; el registro tiene ahora { $log }. Por:
check-remark-cosigned = El último checkpoint que se guardó como cofirmado es de los primeros { $entries } asientos; el registro tiene ahora { $log }.
check-remark-as-of = El recuento, las tablas y las páginas son de los primeros { $entries } asientos; el registro tiene ahora { $log }.
check-remark-not-in-manifest = No se comprobaron los archivos de la carpeta que la lista del operador no nombra. Son:
check-remark-withheld-shown = El registro retiene documentos cuyos bytes siguen ahí. Su número:
check-remark-signers-not-known = Los datos de la página no dicen quién dio su función a algunas claves; las firmas de esos asientos no se verificaron aquí. Son:
check-remark-no-station-data = Los archivos de datos de las mesas no estaban para compararlos.

check-limits = Lo que esta comprobación no muestra
check-limits-intro = Solo lo muestra la comprobación del registro entero:

check-limit-other-entries = si otro asiento del registro habla también de esta mesa
check-limit-revoked-keys = si la clave de quien firmó fue revocada antes, o si un asiento posterior anula este
check-limit-areas = si la clave de quien firmó puede escribir sobre esta zona
check-limit-other-operators = si dio bien una función quien la dio, cuando no fue el primer operador
check-limit-evidence = si un asiento anterior nombra el documento o la fotografía de donde se tomó una lectura, y cuándo se selló

check-lack-ed25519 = Este navegador no conoce firmas Ed25519: se comprueban con el programa de la página, más despacio.
check-lack-webcrypto = Este navegador no ofrece aquí criptografía (la página no llegó por https): todo lo calcula el programa de la página, más despacio.
check-lack-worker = Este navegador no tiene procesos aparte: la comprobación corre en la página, que responde más despacio.
check-lack-storage = Este navegador no guarda nada, así que no se notará si el registro se muestra más corto que antes.

check-code-missing = no está
check-code-too-large = tiene más bytes de los que puede tener un archivo así
check-code-too-wide = es de un registro cuyas elecciones abarcan más mesas y áreas de las que pueden tener tablas y páginas
check-code-unreadable = está y no se puede leer
check-code-malformed = no es lo que debe ser un archivo así
check-code-bad-signature = tiene una firma que no es válida
check-code-not-signed = no está firmado por la clave que debe firmarlo
check-code-checkpoint-ahead = es de un estado posterior del registro al del último checkpoint, que está al lado
check-code-checkpoint-key = está firmado con una clave que era la del registro con otro tamaño
check-code-other-origin = es de otro registro
check-code-other-key = nombra otra clave que aquella con la que se comprobó
check-code-policy = no está refrendado como pide la política de testigos
check-code-not-a-record = no empieza con una elección
check-code-definition = es la ley de la elección o sus textos, y falta o está mal
check-code-differs-from-tree = no es lo que contiene el árbol firmado
check-code-unclear = contradice al archivo que está encima o debajo, y no se puede decir cuál está mal
check-code-root-differs = declara un hash raíz que los archivos del registro no dan
check-code-differs-from-name = tiene otros bytes que los que nombra el registro
check-code-differs-from-manifest = tiene otros bytes que los de la lista firmada del operador
check-code-manifest-ahead = se hizo de un registro más largo que el que está al lado
check-code-manifest-root = se hizo de otro registro: su raíz con ese tamaño es distinta
check-code-differs-from-count = dice otra cosa que el recuento hecho de nuevo
check-code-differs-from-entry = dice otra cosa que el asiento firmado
check-code-entry-refused = contiene un asiento que no cuenta, aunque la página lo muestra
check-code-shrunk = muestra menos asientos de los que este navegador vio antes
check-code-rewritten = no continúa el registro que este navegador vio antes

check-results = El recuento hecho de nuevo
check-results-intro = Lo que este navegador contó de los asientos firmados; las tablas y páginas publicadas deben decir lo mismo.
check-results-accepted = Lecturas aceptadas
check-results-covered = mesas con una lectura que vale
