## Lo que dicen los programas de las páginas. Los nombres que vienen del registro nunca van dentro de una frase.

# Which language numbers and dates are written in (BCP 47).
locale = es
loading = Cargando …
retry = Intentar de nuevo
failed-missing = No se pudo cargar un archivo: no está, o falló la red.
failed-slow = Un archivo tardó demasiado en cargar.
failed-broken = Un archivo no es como debe ser.
failed-drawing = Algo falló al dibujar esta parte de la página.
file = Archivo
search-label = Código o nombre
search-hint = Nombres o códigos, o partes de ellos. No importan los errores pequeños, los acentos ni el orden de las palabras.
search-found =
    { $n ->
        [1] 1 resultado.
       *[other] { $n } resultados.
    }
search-first = { $n } resultados; se muestran los primeros { $first }.
search-partly = Nada tiene todas las palabras; esto tiene algunas.
search-largest = Las zonas más grandes que empiezan así; siga escribiendo para hallar otras más pequeñas.
search-none = No se encontró nada.
search-stations =
    { $n ->
        [1] 1 mesa
       *[other] { $n } mesas
    }
search-code = código
station = Mesa
station-none = La dirección de esta página no nombra ninguna mesa.
station-unknown = Este registro no nombra ninguna mesa con este código.
station-search = Buscar
station-belongs = A dónde pertenece esta mesa
station-registered = Electores inscritos, según los lista primero el registro público
station-state = Estado
station-place = Coordenadas
figures = Cifras según se leyeron
figures-none = El registro no tiene ninguna lectura de esta mesa. Lo que falta no es cero.
figures-hint = “–” es una cifra que esta lectura no da; el acta puede tenerla. Las diferencias son con la primera lectura.
figure = Cifra
illegible = ilegible
not-on-form = esta lectura no lo da
stands = vale
stands-for-account = vale para esta versión
corrected = corregida por el asiento { $n }
does-not-stand = no vale
method = Método

method-file = de un archivo de datos
method-code = del código del acta
method-typed = tecleada por una persona
method-message = de un mensaje
method-machine = por un programa

signer = Firmada por la clave
time = Hora
entry = Lugar en el registro
document = Leída de
document-photograph = fotografía
document-file = documento
document-withheld = un documento retenido
line = línea { $n }
more-readings = No se muestran aquí { $n } lecturas más; los archivos de datos las tienen todas.
photographs = Fotografías del acta
photographs-none = El registro no tiene ninguna fotografía del acta de esta mesa.
photograph = Fotografía { $n }
photograph-alt = Fotografía del acta de la mesa { $station }
photograph-missing = Esta fotografía falta en esta copia de la publicación.
photograph-withheld = Esta fotografía está retenida; el registro dice por qué.
photograph-covered = Una copia con partes cubiertas; la fotografía misma está retenida.
photograph-not-shown = Este documento no es una imagen que un navegador muestre.
photograph-loading = La fotografía se está cargando …
photograph-original = Original, tal como se guardó
viewer = Fotografía, se puede mover y ampliar
viewer-hint = Arrastre o use las flechas para mover, las teclas más y menos o dos dedos para ampliar, R para girar, 0 para volver al principio.
zoom-in = Ampliar
zoom-out = Reducir
rotate = Girar
reset = Restablecer
full-screen = Pantalla completa
findings = Hallazgos
findings-intro = Reglas que una lectura no cumple. Un hallazgo no dice nada de su causa.
of-entry = lectura del asiento { $n }
rulings = Resolución
ruling-reason = Motivo
ruling-stands = Vale la lectura del asiento { $n }.
ruling-none = No vale ninguna lectura.
address = La dirección de esta mesa
address-copy = Copiar
address-copied = Copiada.
address-not-copied = Aquí no se puede copiar; seleccione la dirección y cópiela a mano.
address-print = Imprimir esta página
address-code = Código QR de la dirección de esta página
address-on-disk = Esta copia se abrió desde un disco, así que su dirección no lleva a otra parte.
verify = Verificar
verify-station-intro = Comprueba en este navegador, solo con los archivos publicados, que las cifras y fotografías de arriba son las del registro firmado.
verify-station = Verificar esta mesa
verify-record-intro = Comprueba en este navegador el registro entero, solo con los archivos publicados, y lo cuenta todo de nuevo. Un registro grande tarda minutos.
verify-record = Verificar el registro entero
verify-whole = Verificar mejor el registro entero
verify-button = Un botón
verify-key = La clave del operador o del registro, si la tiene de otra parte
verify-key-hint = De una copia anterior, de un periódico, de un testigo. Si queda vacía, se toma la clave que nombra esta página.
verify-policy = Una política de testigos (C2SP tlog-policy), si tiene una
verify-folder = La carpeta de la publicación en su disco
verify-folder-hint = Esta página se abrió desde un disco, donde no puede leer nada por sí misma. Elija la carpeta que contiene esta publicación; nada sale de su computadora.
verify-folder-first = Elija primero la carpeta.
cancel = Detener
stopped = Detenida: no se averiguó nada.
running = Comprobando …
verify-failed = Falló la comprobación misma, lo que no dice nada del registro.
