## O que dizem os programas das páginas. Os nomes que vêm do registro nunca ficam dentro de uma frase.

# Which language numbers and dates are written in (BCP 47).
locale = pt-BR
loading = Carregando …
retry = Tentar de novo
failed-missing = Não foi possível carregar um arquivo: ele não está lá, ou a rede falhou.
failed-slow = Um arquivo demorou demais para carregar.
failed-broken = Um arquivo não está como deve ser.
failed-drawing = Algo falhou ao desenhar esta parte da página.
file = Arquivo
search-label = Código ou nome
search-hint = Nomes ou códigos, ou partes deles. Pequenos erros, acentos e a ordem das palavras não importam.
search-found =
    { $n ->
        [1] 1 resultado.
       *[other] { $n } resultados.
    }
search-first = { $n } resultados; são mostrados os primeiros { $first }.
search-partly = Nada tem todas as palavras; isto tem algumas.
search-largest = As maiores áreas que começam assim; continue a digitar para achar outras menores.
search-none = Nada encontrado.
search-stations =
    { $n ->
        [1] 1 seção
       *[other] { $n } seções
    }
search-code = código
station = Seção
station-none = O endereço desta página não cita nenhuma seção.
station-unknown = Este registro não cita nenhuma seção com este código.
station-search = Buscar
station-belongs = A que esta seção pertence
station-registered = Eleitores inscritos, como o registro público os lista primeiro
station-state = Estado
station-place = Coordenadas
figures = Números como foram lidos
figures-none = O registro não tem nenhuma leitura desta seção. O que falta não é zero.
figures-hint = “–” é um número que esta leitura não dá; a ata pode tê-lo. As diferenças são com a primeira leitura.
figure = Número
illegible = ilegível
not-on-form = esta leitura não o dá
stands = vale
stands-for-account = vale para esta versão
corrected = corrigida pelo lançamento { $n }
does-not-stand = não vale
method = Método

method-file = de um arquivo de dados
method-code = do código da ata
method-typed = digitada por uma pessoa
method-message = de uma mensagem
method-machine = por um programa

signer = Assinada pela chave
time = Hora
entry = Lugar no registro
document = Lida de
document-photograph = fotografia
document-file = documento
document-withheld = um documento retido
line = linha { $n }
more-readings = Mais { $n } leituras não são mostradas aqui; os arquivos de dados têm todas.
photographs = Fotografias da ata
photographs-none = O registro não tem nenhuma fotografia da ata desta seção.
photograph = Fotografia { $n }
photograph-alt = Fotografia da ata da seção { $station }
photograph-missing = Esta fotografia falta nesta cópia da publicação.
photograph-withheld = Esta fotografia está retida; o registro diz por quê.
photograph-covered = Uma cópia com partes cobertas; a própria fotografia está retida.
photograph-not-shown = Este documento não é uma imagem que um navegador mostre.
photograph-loading = A fotografia está carregando …
photograph-original = Original, como foi guardada
viewer = Fotografia, pode ser movida e ampliada
viewer-hint = Arraste ou use as setas para mover, as teclas mais e menos ou dois dedos para ampliar, R para girar, 0 para recomeçar.
zoom-in = Ampliar
zoom-out = Reduzir
rotate = Girar
reset = Restaurar
full-screen = Tela cheia
findings = Achados
findings-intro = Regras que uma leitura não cumpre. Um achado não diz nada sobre a sua causa.
of-entry = leitura do lançamento { $n }
rulings = Decisão
ruling-reason = Motivo
ruling-stands = Vale a leitura do lançamento { $n }.
ruling-none = Nenhuma leitura vale.
address = O endereço desta seção
address-copy = Copiar
address-copied = Copiado.
address-not-copied = Não é possível copiar aqui; selecione o endereço e copie à mão.
address-print = Imprimir esta página
address-code = Código QR do endereço desta página
address-on-disk = Esta cópia foi aberta de um disco, por isso o seu endereço não leva a outro lugar.
verify = Verificar
verify-station-intro = Confere neste navegador, só com os arquivos publicados, se os números e as fotografias acima são os do registro assinado.
verify-station = Verificar esta seção
verify-record-intro = Confere neste navegador o registro inteiro, só com os arquivos publicados, e conta tudo de novo. Um registro grande leva minutos.
verify-record = Verificar o registro inteiro
verify-whole = Verificar antes o registro inteiro
verify-button = Um botão
verify-key = A chave do operador ou do registro, se a tiver de outro lugar
verify-key-hint = De uma cópia anterior, de um jornal, de uma testemunha. Se ficar vazia, usa-se a chave que esta página cita.
verify-policy = Uma política de testemunhas (C2SP tlog-policy), se tiver uma
verify-folder = A pasta da publicação no seu disco
verify-folder-hint = Esta página foi aberta de um disco, onde não pode ler nada por si mesma. Escolha a pasta que contém esta publicação; nada sai do seu computador.
verify-folder-first = Escolha primeiro a pasta.
cancel = Parar
stopped = Parada: nada foi apurado.
running = Conferindo …
verify-failed = A própria conferência falhou, o que não diz nada do registro.
