## The language itself: its name, and how it writes numbers, percentages and days

language-name = Português
language-thousands = .
language-decimal = ,
language-percent = { $number }%
language-date = { $day } de { $month } de { $year }
language-months = janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro

## The pages as a whole

page-skip = Ir para o resultado
page-languages = Idiomas
page-record-of = Registro público das atas
page-vote-on = Votação de { $date }
page-record-entries =
    { $n ->
        [1] O registro contém { $n } lançamento assinado.
       *[other] O registro contém { $n } lançamentos assinados.
    }
page-record-readings =
    { $n ->
        [1] Conta { $n } leitura de ata.
       *[other] Contam { $n } leituras de atas.
    }
page-record-stations =
    { $n ->
        [1] É citada { $n } seção.
       *[other] São citadas { $n } seções.
    }
page-more =
    { $n ->
        [1] Aqui não se mostra mais { $n }; os arquivos de dados contêm tudo.
       *[other] Aqui não se mostram mais { $n }; os arquivos de dados contêm tudo.
    }
page-more-contests =
    { $n ->
        [1] Aqui não se mostra mais { $n } disputa; os arquivos de dados contêm tudo.
       *[other] Aqui não se mostram mais { $n } disputas; os arquivos de dados contêm tudo.
    }
page-findings = Constatações
page-findings-intro = Regras que uma leitura não cumpre. Um erro significa que os números não podem estar todos certos; um aviso, que podem estar e convém olhar. Uma constatação nada diz sobre a causa.
page-findings-none = Nenhuma leitura descumpre uma regra.
page-findings-table = Constatações por regra
page-rule = Regra
page-weight = Gravidade
page-error = Erro
page-warning = Aviso
page-how-many = Quantas
page-refused = Lançamentos e linhas que não contam
page-refused-intro = Permanecem no registro, onde qualquer pessoa pode lê-los, e não mudam nenhum total.
page-refused-none = Todos os lançamentos contam.
page-refused-table = Lançamentos e linhas que não contam, por motivo
page-reason = Motivo
page-code = Código
page-entries = Lançamentos
page-first-entries = Primeiros lugares no registro
page-unknown-types =
    { $n ->
        [1] { $n } lançamento é de um tipo que esta versão não conhece; é guardado e não é usado.
       *[other] { $n } lançamentos são de tipos que esta versão não conhece; são guardados e não são usados.
    }
page-data = Dados para baixar
page-data-table = Arquivos desta publicação
page-file = Arquivo
page-size = Tamanho
page-holds = O que contém
page-verify = Como verificar esta página
page-verify-intro = Ninguém precisa confiar às cegas nestes números, nem mesmo em quem opera esta página. Copie a pasta inteira; só com os seus arquivos, sem rede, um comando confere cada assinatura, cada hash, cada ata e cada total:
page-verify-folder = PASTA
page-verify-key = Compare a chave do operador com uma que tenha obtido em outro lugar: de uma cópia anterior, de um jornal, de uma testemunha. Uma cópia que alguém tenha alterado pode citar outra chave.
page-verify-sums = Sem o nosso programa: este comando confere os arquivos de cada pasta com a lista da pasta, e o operador assinou a de cima; qualquer cliente de C2SP tlog-tiles pode ler e conferir o registro na pasta log/.
page-origin = Nome do registro
page-log-size = Lançamentos no registro
page-root = Hash raiz
page-operator-key = Chave do operador
page-log-key = Chave do registro
page-not-covered = O que esta página não diz
page-not-covered-text = Os números são os das leituras que constam neste registro. As seções sem leitura não são estimadas. Aqui se mostra o que diz uma ata; não se a própria ata é autêntica nem o que ocorreu na seção. As diferenças são enunciadas sem julgar a causa.
page-footer = Feita a partir do registro { $origin }. O mesmo registro dá esta mesma página, byte por byte.

## Results

result-result = Resultado
result-accepted = Leituras aceitas
result-the-accepted = as leituras aceitas
result-accepted-note = Leituras que bastam segundo a política declarada da eleição, venham de quem vierem.
result-account-note = Segundo esta versão.
result-no-readings = Aqui ainda não há nenhuma leitura vigente.
result-more-accounts =
    { $n ->
        [1] Aqui não se mostra mais { $n } versão com leituras; os arquivos de dados contêm tudo.
       *[other] Aqui não se mostram mais { $n } versões com leituras; os arquivos de dados contêm tudo.
    }
result-votes-by-option = Votos por opção: { $account }
result-other = Outros números das atas
result-other-figures = Outros números das atas: { $account }
result-option = Opção
result-votes = Votos
result-share = Porcentagem
result-all-options = Todas as opções
result-rest =
    { $n ->
        [1] mais { $n } opção
       *[other] mais { $n } opções, juntas
    }
result-figure = Dado
result-sum = Soma
result-read-at = Seções lidas
result-not-on-form = não dado por estas leituras
result-illegible = ilegível
result-illegible-at =
    { $n ->
        [1] { $n } número das atas vigentes é ilegível e não está em nenhuma soma.
       *[other] { $n } números das atas vigentes são ilegíveis e não estão em nenhuma soma.
    }
result-coverage = Cobertura da apuração
result-covered-stations =
    { $n ->
        [1] { $part } de { $n } seção ({ $share })
       *[other] { $part } de { $n } seções ({ $share })
    }
result-covered-stations-open =
    { $n ->
        [1] { $n } seção; não se sabe quantas há no total
       *[other] { $n } seções; não se sabe quantas há no total
    }
result-covered-voters =
    { $n ->
        [1] { $part } de { $n } eleitor inscrito ({ $share })
       *[other] { $part } de { $n } eleitores inscritos ({ $share })
    }
result-covered-voters-least =
    { $n ->
        [1] Pelo menos { $part } de { $n } eleitor inscrito ({ $share })
       *[other] Pelo menos { $part } de { $n } eleitores inscritos ({ $share })
    }
result-covered-voters-open =
    { $n ->
        [1] { $n } eleitor inscrito; não se sabe quantos há no total
       *[other] { $n } eleitores inscritos; não se sabe quantos há no total
    }
result-covered-voters-least-open =
    { $n ->
        [1] Pelo menos { $n } eleitor inscrito; não se sabe quantos há no total
       *[other] Pelo menos { $n } eleitores inscritos; não se sabe quantos há no total
    }
result-more-than-expected = Aqui, ou em uma parte, há mais seções ou eleitores do que os esperados: o esperado ou as atas estão errados, e não se sabe quantos eleitores não estão cobertos.
result-without-registered =
    { $n ->
        [1] Os eleitores inscritos de { $n } seção coberta não são conhecidos aqui; os que votaram ali contam como cobertos.
       *[other] Os eleitores inscritos de { $n } seções cobertas não são conhecidos aqui; os que votaram ali contam como cobertos.
    }
result-partly-read =
    { $n ->
        [1] Em { $n } seção coberta os votos de uma opção são ilegíveis ou não são dados; os seus eleitores contam como não cobertos.
       *[other] Em { $n } seções cobertas os votos de uma opção são ilegíveis ou não são dados; os seus eleitores contam como não cobertos.
    }
result-contested =
    { $n ->
        [1] { $n } seção destas está contestada: uma leitura contradiz o que vale. Os seus { $votes } votos por todas as opções contam aqui, e os seus eleitores contam como não cobertos.
       *[other] { $n } seções destas estão contestadas: uma leitura contradiz o que vale. Os seus { $votes } votos por todas as opções contam aqui, e os seus eleitores contam como não cobertos.
    }
result-withheld =
    { $n ->
        [1] Em { $n } seção coberta um número se apoia só em documentos retidos.
       *[other] Em { $n } seções cobertas um número se apoia só em documentos retidos.
    }
result-zeros =
    { $n ->
        [1] { $n } seção figura só com zeros: conta como não coberta.
       *[other] { $n } seções figuram só com zeros: contam como não cobertas.
    }
result-margin =
    { $n ->
        [1] { $leader } está { $n } voto à frente de { $second }.
       *[other] { $leader } está { $n } votos à frente de { $second }.
    }
result-level = { $leader } e { $second } têm o mesmo número de votos.
result-level-many = O maior número de votos, igual cada uma, têm: { $options }.
result-several-seats = Elegem-se vários cargos: a ordem dos votos não diz quem obtém um.
result-decided = A ordem já não pode mudar
result-decided-text =
    { $n ->
        [1] Mesmo que o único eleitor não coberto ({ $n }) tivesse votado numa só opção, a ordem se manteria.
       *[other] Mesmo que todos os { $n } eleitores não cobertos tivessem votado numa só opção, a ordem se manteria.
    }
result-nobody-left = Não resta nenhum eleitor sem cobrir.
result-first-stays = O primeiro lugar já não pode mudar
result-first-stays-text =
    { $n ->
        [1] Mesmo que o único eleitor não coberto ({ $n }) tivesse votado em outra opção, a primeira continuaria a primeira. A ordem das demais ainda pode mudar.
       *[other] Mesmo que todos os { $n } eleitores não cobertos tivessem votado numa mesma outra opção, a primeira continuaria a primeira. A ordem das demais ainda pode mudar.
    }
result-open = A ordem ainda pode mudar
result-open-text =
    { $n ->
        [1] { $n } eleitor inscrito não está coberto.
       *[other] { $n } eleitores inscritos não estão cobertos.
    }
result-unsaid = Não se sabe
result-unsaid-voters = Não se sabe quantos eleitores não estão cobertos; por isso não se pode dizer se a ordem ainda poderia mudar.
result-wins = Vence com { $way }: { $parts }.
result-way-most = o maior número de votos
result-way-most-seats = um lugar entre as { $n } com mais votos
result-way-over = mais de { $percent } de: { $of }
result-way-at-least = { $percent } ou mais de: { $of }
result-way-lead = { $way }, e { $lead } pontos percentuais a mais do que qualquer outra
result-way-seats = um de { $n } cargos ({ $formula })
result-way-of-valid = votos por todas as opções
result-way-of-cast = votos depositados
result-way-of-registered = eleitores inscritos
result-way-reached = alcança: { $options }
result-way-reached-whatever = alcança, façam o que fizerem os eleitores não cobertos: { $options }
result-way-open = está em aberto para: { $options }
result-way-not-reached = não alcança: { $options }
result-way-nobody = ninguém alcança
result-way-nobody-whatever = ninguém alcança, façam o que fizerem os eleitores não cobertos
result-way-voters-unknown = não se sabe, porque não se sabe quantos eleitores não estão cobertos
result-way-total-unknown = não se sabe, porque não se conhece o total de que é parte
result-way-not-computed = não se calcula
result-states = Situação das seções
result-state = Situação
result-means = O que significa
result-stations = Seções
result-unnamed = Não citadas
result-unnamed-means = Esperadas segundo o número do cadastro; nenhum arquivo nem cadastro as citou até agora.
result-sides = As versões, lado a lado
result-sides-of = { $first } e { $second }
result-sides-one = Só uma versão tem leituras; não há outra para pôr ao lado.
result-sides-table = Seções das duas versões
result-both = Em ambas
result-equal = Iguais
result-different = Diferentes
result-only-in = Só em { $account }
result-only-zeros = Destas, zeros em todas as opções em { $account }
result-different-table = Seções que diferem, número por número
result-station = Seção
result-difference = Diferença
result-areas = Por área
result-areas-of = Por área: { $account }
result-area = Área
result-no-area = Sem área
result-first = Primeira
result-second = Segunda
result-of-stations =
    { $n ->
        [1] { $part } de { $n } seção
       *[other] { $part } de { $n } seções
    }
result-stations-n =
    { $n ->
        [1] { $n } seção
       *[other] { $n } seções
    }

## Claims, which readers know as announcements

claims-claims = O que foi anunciado
claims-claims-intro = Números que alguém anunciou sem as seções de onde provêm, e o que dizem deles a sua própria aritmética e as atas publicadas.
claims-stands-written = Onde consta:
claims-in-words = Com as palavras:
claims-speaks-of = Área:
claims-announced-table = Números anunciados
claims-what = O quê
claims-number = Número
claims-percent = Por cento
claims-nothing-to-compute = Não dá nenhum número exato; por isso nem a sua própria aritmética nem as atas publicadas dizem algo dele.
claims-own = A sua própria aritmética
claims-own-all =
    { $n ->
        [1] { $n } verificação, e coincide.
       *[other] { $n } verificações, e todas coincidem.
    }
claims-own-some = Verificações que coincidem: { $n }. Que diferem: { $differ }.
claims-own-table = Verificações do anúncio consigo mesmo
claims-check = Verificação
claims-stated = Anunciado
claims-computed = Resulta
claims-agrees = coincide
claims-differs-by = difere em { $by }
claims-differs-cut-off = difere em { $by }: truncado, não arredondado
claims-check-options-sum = Os votos das opções somam os votos válidos
claims-check-ballots-sum = Válidos, nulos e em branco somam os votos depositados
claims-check-sum = { $what } é a soma das suas partes
claims-check-within = Os votos depositados não superam os eleitores inscritos
claims-check-percent = { $what } como parte de { $total }
claims-check-percents-sum = As porcentagens de { $total } somam 100, até onde o arredondamento permite
claims-first = Porcentagem primeiro
claims-first-flagged = Cada número é exatamente o que dá a sua porcentagem de { $total } ({ $sum }). Por acaso isso acontece cerca de uma vez em { $n }.
claims-first-at-least = Lido com as menos casas decimais que dão os números ({ $decimals }), cerca de uma vez em { $n }.
claims-first-matches = Cada número é o que dá a sua porcentagem de { $total } ({ $sum }); por acaso isso acontece uma vez em { $n }, vezes demais para dizer algo.
claims-first-often = Cada número é o que dá a sua porcentagem de { $total } ({ $sum }); com números tão pequenos, o acaso faz isso com frequência.
claims-first-not = Os números não são os que dariam porcentagens arredondadas de { $total } ({ $sum }).
claims-first-table = Números, e o que dão as suas porcentagens
claims-gives = A porcentagem dá
claims-bound = O que permitem as atas publicadas
claims-bound-against = Diante de { $account } ({ $sheets }):
claims-sheets-n =
    { $n ->
        [1] { $n } ata
       *[other] { $n } atas
    }
claims-bound-unless =
    { $n ->
        [1] não pode se sustentar a menos que pelo menos { $n } destas atas seja falsa
       *[other] não pode se sustentar a menos que pelo menos { $n } destas atas sejam falsas
    }
claims-bound-after = pelo menos { $n }, descontadas as seções que o anúncio deixa de fora ({ $left })
claims-bound-if-rounded = pelo menos { $n }, se a sua porcentagem de seções estava por sua vez arredondada
claims-bound-within = Verificado, e dentro do que estas atas permitem: { $figures }.
claims-bound-unknown = Nenhum dos seus números pôde ser verificado.
claims-bound-untested = Sem verificar: { $figures } ({ $because }).
claims-share-of = { $what } (porcentagem)
claims-untested-not-exact = não foi anunciado como exato
claims-untested-no-number = nenhum número foi anunciado
claims-untested-unknown-option = a disputa não tem essa opção
claims-untested-voters = não se sabe quantos eleitores não estão cobertos
claims-untested-not-in-sheets = nenhuma ata o dá
claims-untested-no-ceiling = nada diz quanto uma ata pode ter
claims-untested-register = é um número do cadastro, não das atas
claims-untested-total = não se conhece o total de que é parte
claims-untested-some-stations = pode ser parte só das seções contadas
claims-untested-several = um eleitor pode votar em várias opções
claims-bound-over = um número supera todos os eleitores inscritos: não se sustenta mesmo que todas as atas sejam falsas.
claims-bound-over-stations = conta mais seções do que há.
claims-bound-area = O registro não tem nenhuma área com esse código; não há atas com que compará-lo.
claims-bound-table = Anunciado, e nas atas: { $account }
claims-claimed = Anunciados
claims-in-sheets = Nas atas
claims-side-below = { $n } abaixo do que as atas contêm
claims-side-within = dentro do que as atas permitem
claims-side-above = { $n } acima do que somam as atas e todos os eleitores não cobertos
claims-side-share = fora do que podem dar as atas e todos os eleitores não cobertos, de { $least } a { $most }
claims-side-over-stations = { $n } a mais do que há
claims-side-unknown = não decorre nenhum limite
claims-false-at-least = Atas falsas, pelo menos
claims-counts = Outras contagens que foram anunciadas
claims-counts-intro = Cada uma como foi dita. Podem contar coisas, dias e lugares diferentes, e uma notícia pode repetir outra; nada é somado.
claims-counts-table = Anunciado: { $what }
claims-who = Quem disse
claims-when = Quando
claims-where = Onde consta
claims-at-least = pelo menos { $number }
claims-more-than = mais de { $number }
claims-about = em torno de { $number }

## The field's terms

terms-registered = eleitores inscritos
terms-ballots = votos depositados
terms-valid = votos válidos
terms-blank = votos em branco
terms-null = votos nulos
terms-turnout = comparecimento
terms-stations = seções apuradas
terms-others = todos os demais juntos
terms-options = votos de todas as opções
terms-registered-counted = eleitores inscritos das seções apuradas
terms-all-stations = total de seções
terms-missing = Sem ata
terms-pending = Pendente
terms-accepted = Aceita
terms-contested = Contestada
terms-disputed = Em disputa
terms-ruled = Decidida
terms-missing-means = Ainda sem leitura. O que falta não é zero.
terms-pending-means = Lida, mas ainda não basta segundo a política.
terms-accepted-means = Leituras que bastam, e nada as contradiz.
terms-contested-means = Um lado das leituras basta e vale, e outra leitura o contradiz.
terms-disputed-means = Bastam vários lados das leituras; nenhum vale até uma decisão.
terms-ruled-means = Uma pessoa revisora decidiu, com o motivo no registro, qual leitura vale ou que nenhuma vale.
terms-sum-not-valid = Os votos das opções não somam os votos válidos declarados
terms-parts-not-ballots = Válidos, nulos e em branco não somam os votos depositados
terms-sum-differs = Um número não é a soma que deve ser
terms-ballots-over-registered = Mais votos depositados do que eleitores inscritos
terms-unknown-station = A seção não está no cadastro
terms-outside-contest = A disputa não se realiza na seção
terms-unknown-option = A disputa não tem essa opção
terms-unknown-figure = A eleição não tem esse número
terms-more-than-one-sheet = Mais de uma ata para a seção, e diferem
terms-registered-differs = Os eleitores inscritos diferem dos do cadastro
terms-area-differs = Outro cadastro situa a seção noutra área
terms-illegible-figure = Um número não se pode ler
terms-all-zero = Todos os números são zero
terms-null-share = A proporção de votos nulos supera o limiar
terms-blank-share = A proporção de votos em branco supera o limiar
terms-turnout-high = O comparecimento está acima do limiar
terms-turnout-low = O comparecimento está abaixo do limiar
terms-identical-counts = Outra seção tem os mesmos números, grandes demais para serem acaso
terms-shared-photograph = A mesma fotografia foi lida para outra seção
terms-no-evidence = Nenhum documento, fotografia ou intermediário sustenta a leitura
terms-entry-malformed = Os bytes não são um lançamento
terms-entry-bad-signature = A assinatura de uma chave conhecida não é válida
terms-entry-unknown-key = Não foi assinado por nenhuma chave com uma função atribuída
terms-entry-revoked-key = A sua chave tinha sido revogada antes
terms-entry-expired-key = O prazo da sua chave tinha vencido
terms-entry-wrong-role = A função da sua chave não permite um lançamento assim
terms-entry-wrong-account = A sua chave não pode escrever por esta versão
terms-entry-wrong-stage = A sua chave não pode escrever esta etapa da versão
terms-entry-wrong-area = A sua chave não pode escrever sobre a área desta seção
terms-entry-other-election = Cita outra eleição
terms-entry-second-election = Uma definição que não é o primeiro lançamento
terms-entry-replay = O mesmo texto já está antes no registro
terms-entry-unknown-contest = Cita uma disputa que não está definida
terms-entry-no-such-entry = Refere-se a um lançamento que não existe ou que não pode corrigir
terms-entry-too-many-readings = A sua chave escreveu leituras demais de uma seção
terms-entry-second-seal = A sua chave já selou esta fotografia e disputa
terms-entry-unknown-account = É escrito por uma versão que nada citou antes
terms-entry-unknown-stage = A sua versão não tem essa etapa, ou ele não cita nenhuma
terms-entry-misleading-name = O identificador de uma versão ou de uma etapa poderia ser tomado por uma palavra do registro, por um arquivo ou por outro
terms-entry-known-account = Cita uma versão que já está lá, sem acrescentar etapas depois das que tem
terms-entry-too-many-accounts = O registro já tem todas as versões que pode ter
terms-entry-blob = Um documento de que precisa não pode ser usado
terms-entry-key-taken = Outra chave tem este nome e identificador, ou a chave já está em uso
terms-entry-not-within = Não está dentro do que pode dar ou revogar quem deu as funções
terms-entry-too-many-keys = Quem deu as funções já as deu a tantas chaves quantas pode
terms-entry-too-few = Assinaram-no menos chaves de recuperação do que é preciso
terms-entry-void = Um lançamento posterior o anula, ou anula o que deu a função à chave
terms-entry-needs-two = Não é assinado por um operador e um revisor, cada um com a sua chave
terms-entry-no-such-document = Retém um documento que não pode ser retido
terms-entry-closed = O registro tinha sido encerrado antes
terms-entry-other = Outro motivo

## Navigation

nav-label = Páginas
nav-result = Resultado
nav-compare = Comparar
nav-claims = Anúncios
nav-arrival = Como chegou
nav-search = Buscar
nav-verify = Verificar
nav-data = Dados
nav-glossary = Glossário
pager-label = Páginas desta lista
pager-words = Página { $page } de { $n }

## Area and station

area-country = Todo o país
area-above = A que pertence
area-level = { $level }, código { $code }
area-continued = Aqui continua a lista de seções de { $area }.
area-parts = As suas partes
area-missing = Seções sem leitura vigente
area-missing-named =
    { $n ->
        [1] { $n } seção desta página não a tem. O que falta não é zero.
       *[other] { $n } seções desta página não a têm. O que falta não é zero.
    }
area-missing-unnamed =
    { $n ->
        [1] Espera-se mais { $n } seção, que nenhum arquivo nem cadastro citou até agora.
       *[other] Esperam-se mais { $n } seções, que nenhum arquivo nem cadastro citou até agora.
    }
area-stations = Seções
area-stations-caption = Cada seção com os números vigentes; onde as versões diferem, ou nenhuma vale, uma linha por versão. “–” é um número que não está; “?”, um que não se pode ler.
area-whose = Situação ou versão
area-images = Fotografias
area-image = fotografia { $n }
area-image-withheld = fotografia { $n } (retida)
area-no-stations = Aqui não é citada nenhuma seção.
station-without = Um programa desenha esta página. Sem ele, cada seção está com todos os seus números e fotografias na página da sua área.
station-areas = Encontrar a seção pela sua área
station-no-script = Esta publicação foi feita sem programas: as seções estão com todos os seus números nas páginas das suas áreas.
search-intro = Pelo código de uma seção, ou o nome ou código de uma área: um local, um bairro, uma cidade.
search-without = Para buscar é preciso um programa. Sem ele, as áreas levam a cada seção.

## The record

result-record = O registro
result-last = Último lançamento: { $at }
result-checkpoint =
    { $n ->
        [1] Ponto de controle com { $n } lançamento e o hash raiz
       *[other] Ponto de controle com { $n } lançamentos e o hash raiz
    }
findings-line = Constatações: { $errors } erros e { $warnings } avisos nas leituras
findings-n =
    { $n ->
        [1] { $n } constatação.
       *[other] { $n } constatações.
    }
findings-account = Versão
findings-fields = Números afetados
findings-entry = Lugar no registro
findings-other = Diante de
findings-by-area = Constatações por área
findings-errors = Erros
findings-warnings = Avisos
map-title = Mapa
map-shapes = Cada área com a cor e o padrão da opção que lidera ali; cinza onde nenhuma opção lidera. A tabela tem o mesmo.
map-places = Uma marca para cada lugar com seções, com a cor e a forma da opção que lidera ali; um anel onde nenhuma opção lidera.
map-parts = Um círculo para cada área do nível { $level }, no lugar médio das suas seções, com a cor e o padrão da opção que lidera ali. Quanto maior o círculo, mais votos; onde são poucos, é uma marca pequena.
map-placed =
    { $n ->
        [1] { $n } seção do mapa tem lugar conhecido.
       *[other] { $n } seções do mapa têm lugar conhecido.
    }
map-more =
    { $n ->
        [1] { $n } área com menos votos não é desenhada.
       *[other] { $n } áreas com menos votos não são desenhadas.
    }
map-legend = Onde cada opção lidera
map-none = Nenhuma opção lidera

## Comparing

compare-intro = Cada duas versões, seção por seção, e o que as atas de uma dizem do que a outra anunciou.
compare-pair = Versões
compare-first-only = Só na primeira
compare-second-only = Só na segunda
compare-by-area = Coincidência por área
compare-different = Seções que diferem
compare-nothing = Nenhuma das versões tem leituras de uma disputa que a outra também tenha, nem anunciou números de alguma.
compare-in-one-line =
    { $n ->
        [1] { $first } e { $second }: { $n } seção em ambas, { $differ } diferem
       *[other] { $first } e { $second }: { $n } seções em ambas, { $differ } diferem
    }
compare-decided = O que falta poderia mudar a ordem?
compare-decided-means = A ordem se sustenta onde a vantagem de cada opção sobre a seguinte é maior do que os eleitores inscritos não cobertos: mesmo que todos eles tivessem votado na de trás.

## Steps on paper

claims-paper-decided = { $all } eleitores inscritos − { $covered } cobertos = { $open } não cobertos; a vantagem é { $margin }.
claims-steps-percent = { $number } ÷ { $total } = { $share } …
claims-first-means = Primeiro se conta e depois se arredonda a porcentagem. Aqui cada porcentagem é transformada de volta em número: onde todos saem exatamente como anunciados, os números podem ter sido feitos a partir das porcentagens. O acaso diz com que raridade contagens arredondadas sairiam assim.
claims-steps-first = Para o primeiro: { $percent } × { $sum }, arredondado, dá { $gives }; anunciado: { $number }.
claims-bound-means = O menor número de atas publicadas que teriam de ser falsas para que os números anunciados se sustentem. É um limite inferior: a uma ata falsa se permite estar errada em todos os seus votos.
claims-paper = O mesmo no papel
claims-paper-below = { $what }: as atas contêm { $sheets }; foram anunciados { $claimed }. São { $excess } a menos.
claims-paper-above = { $what }: as atas contêm { $sheets }, e { $open } eleitores não estão cobertos; foram anunciados { $claimed }. São { $excess } a mais do que ambos juntos.
claims-paper-weight-below = Uma ata falsa pode tirar no máximo o que mostra ({ $what }). Ordene as seções do arquivo de dados por isso, do maior ao menor.
claims-paper-weight-above = Uma ata falsa pode acrescentar no máximo os seus eleitores inscritos menos o que mostra ({ $what }). Ordene as seções do arquivo de dados por essa diferença, do maior ao menor.
claims-paper-sum = As primeiras { $n } somam { $sum }, que alcança { $excess }; as primeiras { $fewer } somam { $less }, que não alcança.
claims-paper-first = As primeiras seções dessa ordem
claims-paper-can = Pode explicar

## Claims by subject

claims-intro = Tudo o que foi anunciado, cada coisa como foi dita, na ordem dos dias. Os anúncios que não podem ser todos exatos estão um abaixo do outro; nada aqui diz qual está certo.
claims-none = Nada foi anunciado.
claims-by-subject = Por assunto
claims-each = Cada anúncio e a sua aritmética
claims-differ = Estes números não são iguais: { $list }.
claims-sources = Documentos
claims-sources-intro = Relatos e outros documentos do registro. Os que coincidem palavra por palavra em muitas passagens estão juntos como um só, porque podem ter a mesma origem. Também coincidem se citam a mesma declaração; não se diz qual foi o primeiro.
claims-sources-one =
    { $n ->
        [1] { $n } documento
       *[other] { $n } documentos que se repetem entre si, tomados como um:
    }
claims-sources-withheld = retido
claims-sources-agrees = coincide palavra por palavra em { $percent } das suas passagens com { $title }
claims-sources-more =
    { $n ->
        [1] Aqui não se mostra mais { $n }.
       *[other] Aqui não se mostram mais { $n }.
    }
claims-sources-not-compared =
    { $n ->
        [1] Mais { $n } texto não foi comparado.
       *[other] Mais { $n } textos não foram comparados.
    }

## How it came in

arrival-intro = Segundo as horas que declaram os lançamentos; de propósito não se guardam tempos mais finos. Uma seção conta a partir da hora da leitura que vale para ela.
arrival-over-time = Cobertura e porcentagens ao longo do tempo
arrival-chart = Cobertura e porcentagens, de { $from } a { $to }; a tabela tem os mesmos números
arrival-hour = Até
arrival-coverage = Seções cobertas
arrival-disputes = Disputas
arrival-no-disputes = Nenhuma seção está contestada, nem está nem esteve em disputa.
arrival-contested =
    { $n ->
        [1] Contestadas, embora valham: { $n } seção.
       *[other] Contestadas, embora valham: { $n } seções.
    }
arrival-disputed =
    { $n ->
        [1] Abertas: { $n } seção.
       *[other] Abertas: { $n } seções.
    }
arrival-ruled =
    { $n ->
        [1] Decididas: { $n } seção, com o motivo.
       *[other] Decididas: { $n } seções, cada uma com o motivo.
    }
arrival-methods = Leituras por método
terms-method-file = de um arquivo de dados
terms-method-code = do código da ata
terms-method-typed = digitada por uma pessoa
terms-method-message = de uma mensagem
terms-method-machine = por um programa

## Verify and data

verify-command = Com um comando
verify-what = O que é conferido
verify-what-files = Cada arquivo desta pasta é o que a chave do operador assinou.
verify-what-log = O registro está completo: os seus lançamentos dão o hash raiz do ponto de controle assinado.
verify-what-signatures = Cada lançamento está assinado por uma chave que podia escrevê-lo.
verify-what-totals = Cada total e cada tabela decorrem dos lançamentos: toda a contagem é refeita.
verify-keys = Chaves com uma função atribuída
verify-keys-intro = Os nomes das chaves são pseudônimos. As funções são dadas e tiradas por lançamentos do registro.
verify-key-name = Chave
verify-key-role = Função
verify-key-from = Desde o lançamento
verify-key-until = Até
verify-key-revoked = revogada pelo lançamento { $n }
verify-witnesses = O ponto de controle em log/checkpoint leva a assinatura do registro e uma linha para cada testemunha que o referendou.
data-archive = Toda esta publicação em um só arquivo, para ler sem conexão. Descompacte-o e abra index.html; cotejo verify confere a pasta descompactada. Pode ser grande:
data-log = O próprio registro, no formato C2SP tlog-tiles, começa em
data-begin = Para começar
data-begin-intro = Na pasta de uma cópia desta publicação:
data-citation = Como citar
data-citation-text =
    { $n ->
        [1] { $election }. Registro público das atas, registro { $origin }, { $n } lançamento, hash raiz { $root }.
       *[other] { $election }. Registro público das atas, registro { $origin }, { $n } lançamentos, hash raiz { $root }.
    }
data-columns = O que significam as colunas
data-holds-schema = O que contêm as colunas dos arquivos CSV, texto ou números inteiros (pacote de dados Frictionless)
data-holds-all = Todas as tabelas num arquivo, com o que as suas colunas significam (em inglês)
data-holds-table =
    { $n ->
        [1] A tabela { $table }, { $n } coluna
       *[other] A tabela { $table }, { $n } colunas
    }
data-kind-integer = número inteiro
data-kind-text = texto
data-column = Coluna
data-kind = Tipo
data-meaning = Significado

## The glossary

glossary-intro = O que significam as palavras destas páginas. Cada uma tem o seu próprio endereço, para que se possa criar um link para ela.
glossary-stations = As seções e as suas atas
glossary-contest = Disputa
glossary-contest-means = Uma questão que os eleitores decidem, como quem será prefeito. Numa mesma votação pode haver várias.
glossary-option = Opção
glossary-option-means = Aquilo em que se pode votar: uma candidatura, uma lista, sim ou não.
glossary-station = Seção
glossary-station-means = A menor unidade que conta votos. Preenche uma ata para cada disputa.
glossary-area = Área
glossary-area-means = Uma parte do país, como um estado, uma cidade ou um local de votação, com todas as seções e áreas menores que há nela.
glossary-register = Cadastro
glossary-register-means = A lista das seções com as suas áreas e eleitores inscritos, escrita antes de chegarem as atas. Onde não está completa, diz quantas seções e quantos eleitores são esperados.
glossary-sheet = Ata
glossary-sheet-means = O formulário em que uma seção anota a sua contagem e que os presentes assinam.
glossary-registered = Eleitores inscritos
glossary-registered-means = Quantas pessoas podem votar numa seção, segundo o cadastro ou segundo a ata.
glossary-ballots = Votos depositados
glossary-ballots-means = Todos os votos dados: válidos, em branco e nulos juntos.
glossary-valid = Votos válidos
glossary-valid-means = Votos que contam para uma das opções.
glossary-blank = Votos em branco
glossary-blank-means = Votos que não escolhem nenhuma opção.
glossary-null = Votos nulos
glossary-null-means = Votos que não contam para nenhuma opção pela forma como estão marcados.
glossary-turnout = Comparecimento
glossary-turnout-means = Os votos depositados como porcentagem dos eleitores inscritos.
glossary-readings = As leituras
glossary-photograph = Fotografia
glossary-photograph-means = Uma foto ou digitalização de uma ata. O registro a cita pelo seu hash, de modo que nenhuma outra pode tomar o seu lugar.
glossary-reading = Leitura
glossary-reading-means = Os números de uma ata, tal como uma versão os tirou de uma fotografia, do código da ata ou de uma linha de um arquivo de dados. Um número que não se pode ler, ou que a ata não tem, não é zero.
glossary-account = Versão
glossary-account-means = O resultado como o conta uma das partes: a autoridade eleitoral, um partido, um grupo de voluntários. As versões são mostradas lado a lado.
glossary-finding = Constatação
glossary-finding-means = Uma regra que uma leitura não cumpre, por exemplo quando os votos das opções não somam os votos válidos. Nada diz sobre a causa.
glossary-states = Situações de uma seção
glossary-totals = Os totais
glossary-coverage = Cobertura
glossary-coverage-means = Quantas das seções, e quantos dos eleitores inscritos, um total inclui. O que não está coberto não é estimado.
glossary-margin = Vantagem
glossary-margin-means = Por quantos votos a primeira opção está à frente da segunda.
glossary-decided = Já não pode mudar
glossary-decided-means = Diz-se só da ordem das opções, não de quem venceu. A vantagem é maior do que o número de eleitores inscritos não cobertos: mesmo que todos eles tivessem votado numa só opção, a ordem se manteria.
glossary-claims = Os anúncios
glossary-claim = Anúncio
glossary-claim-means = Números que alguém divulgou sem as seções de onde provêm, com quem o disse, quando e onde consta. Nos arquivos de dados chama-se claim.
glossary-percent-first = Porcentagem primeiro
glossary-percent-first-means = Números anunciados que são exatamente os que dão porcentagens arredondadas. Podem ter sido feitos a partir das porcentagens; diz-se com que frequência o acaso faz o mesmo.
glossary-bound = Limite
glossary-bound-means = O menor número de atas publicadas que teriam de ser falsas para que um anúncio se sustente.
glossary-record = O registro
glossary-entry = Lançamento
glossary-entry-means = Uma declaração assinada do registro: uma leitura ou as linhas de um arquivo de dados, uma fotografia, um anúncio, uma decisão, uma chave. Nunca é mudada; uma correção é outro lançamento.
glossary-log = Registro
glossary-log-means = Todos os lançamentos na ordem em que foram escritos. Nada pode ser mudado nem tirado sem que mude o hash raiz.
glossary-hash = Hash
glossary-hash-means = Um número calculado a partir de bytes (SHA-256). Ninguém sabe encontrar dois arquivos diferentes com o mesmo hash.
glossary-root-hash = Hash raiz
glossary-root-hash-means = Um só hash calculado a partir de todos os lançamentos do registro. Duas cópias com o mesmo hash raiz contêm os mesmos lançamentos.
glossary-checkpoint = Ponto de controle
glossary-checkpoint-means = O tamanho e o hash raiz do registro num dado momento, assinados com a chave do registro.
glossary-witness = Testemunha
glossary-witness-means = Alguém independente do operador que confere que o registro apenas cresceu e então acrescenta a sua assinatura ao ponto de controle. Não é alguém que observou numa seção.
glossary-key = Chave
glossary-key-means = Com ela os lançamentos são assinados. Só quem a tem pode assinar com ela, e qualquer pessoa pode conferir a assinatura. O seu nome é um pseudônimo.
glossary-role = Função
glossary-role-means = O que uma chave pode escrever, como as leituras de uma versão ou as decisões. As funções são dadas e tiradas por lançamentos.
glossary-operator = Operador
glossary-operator-means = Quem mantém o registro e publica estas páginas. Ninguém precisa confiar no operador: tudo o que é publicado pode ser conferido.
glossary-manifest = Manifesto
glossary-manifest-means = A lista de todos os arquivos desta publicação com os seus hashes, assinada pelo operador. Com ela se confere uma cópia.
