# O que significam as colunas das tabelas: `column-<tabela>-<coluna>`, ou `column-<coluna>` em qualquer uma.
# O inglês dizem-no as próprias tabelas.

column-area-of-level = o código da sua área do nível { $level }
column-more-of = o número { $figure } da ata; vazia onde não foi lido ou não está na ata
column-votes-of = votos em { $option }; vazia onde não foram lidos ou não estão na ata

column-registered = eleitores inscritos segundo a ata; vazia onde não foram lidos ou não estão na ata
column-ballots = votos depositados segundo a ata; vazia onde não foram lidos ou não estão na ata
column-valid = votos válidos segundo a ata; vazia onde não foram lidos ou não estão na ata
column-blank = votos em branco; vazia onde não foram lidos ou não estão na ata
column-null_ballots = votos nulos; vazia onde não foram lidos ou não estão na ata
column-station = o código da seção
column-contest = a disputa
column-first = a primeira versão; com / e uma etapa, essa etapa da versão
column-second = a segunda versão, ou a etapa seguinte da mesma
column-entry = o seu lugar no registro, contado a partir de 0

column-stations-registered = eleitores inscritos segundo o cadastro ou, se não, segundo a ata; vazia onde não são conhecidos
column-stations-listed = 1 onde a seção está no cadastro; se não, 0
column-stations-state = missing (sem ata), pending (pendente), accepted (aceita), contested (contestada), disputed (em disputa) ou ruled (decidida)
column-stations-readings = leituras da ata da seção que contam, também as corrigidas

column-readings-account = a versão do resultado a que a leitura pertence
column-readings-stage = a etapa da versão; vazia onde não tem etapas
column-readings-row = a sua linha nesse lançamento, contada a partir de 0; vazia onde o lançamento é uma só leitura
column-readings-name = o seu nome: o do lançamento, 64 dígitos hexadecimais, com / e a linha onde há várias
column-readings-document = as fotografias ou o documento de que foi tirada, pelos seus hashes, separados por espaços; vazia numa mensagem
column-readings-line = a linha desse documento, contada a partir de 1
column-readings-method = file (arquivo), code (código), typed (digitada), message (mensagem) ou machine (programa)
column-readings-evidence = 1 onde um documento, fotografias ou um intermediário a sustentavam; se não, 0
column-readings-signer = o nome da chave que a assinou
column-readings-written_at = a hora em que foi escrita, em UTC
column-readings-as_of = o minuto a que os seus números se referem, em UTC; vazia onde o documento não o diz
column-readings-empty = 1 onde é uma linha só de zeros, que não ocupa lugar; senão, 0
column-readings-stands = 1 onde é a vigente da sua versão; se não, 0
column-readings-corrected_by = o lançamento da leitura que a corrige; vazia onde não há nenhuma
column-readings-corrected_by_row = a linha dessa leitura
column-readings-illegible = os números que não puderam ser lidos, pelo nome

column-totals-account = de quem são as leituras somadas; accepted para as que a política deixa vigentes
column-totals-stage = a única etapa cujas leituras são somadas; vazia onde em cada seção se soma a última
column-totals-level = o nível da área; country para o total, none para as seções sem área
column-totals-area = o código da área
column-totals-area_name = o nome da área
column-totals-stations = seções com uma leitura vigente
column-totals-of_stations = seções da área; vazia onde não são conhecidas
column-totals-covered_registered = eleitores inscritos das seções cobertas, no que se conhece
column-totals-of_registered = eleitores inscritos da área; vazia onde não são conhecidos
column-totals-without_registered = seções cobertas cujos eleitores inscritos não são conhecidos
column-totals-contested_stations = seções entre elas cujos números valem e são contestados
column-totals-contested_votes = votos por todas as opções que são de seções contestadas
column-totals-withheld_stations = seções cobertas com um número que se apoia só em documentos retidos
column-totals-withheld_figures = quantos números se apoiam só em documentos retidos
column-totals-illegible = números que não puderam ser lidos

column-comparisons-area = o código da área; vazia para as seções sem área, ou onde não há níveis
column-comparisons-in_both = seções nas duas versões, salvo aquelas em que uma tem zeros em todas as opções e a outra votos
column-comparisons-equal = seções nas duas cujos números coincidem onde quer que ambos tenham sido lidos
column-comparisons-different = seções nas duas que diferem em algum número
column-comparisons-first_only = seções só na primeira versão
column-comparisons-second_only = seções só na segunda versão
column-comparisons-second_empty = seções entre as de first_only em que a segunda versão tem zeros em todas as opções
column-comparisons-first_empty = seções entre as de second_only em que a primeira versão tem zeros em todas as opções

column-differences-figure = o número que difere: registered, ballots, valid, blank, null ou o identificador de uma opção
column-differences-first_number = o que a primeira versão tem
column-differences-second_number = o que a segunda versão tem

column-one_only-only_in = a versão que tem a seção
column-one_only-other_empty = 1 onde a outra versão tem ali zeros em todas as opções; se não, 0

column-findings-account = a versão a que a leitura pertence
column-findings-rule = o código da regra
column-findings-severity = error (erro) ou warning (aviso)
column-findings-fields = os números em causa, separados por espaços
column-findings-entry = o lugar no registro do lançamento da leitura
column-findings-row = a sua linha nesse lançamento, contada a partir de 0; vazia onde o lançamento é uma só leitura
column-findings-other_entry = o lançamento da leitura com que é comparada
column-findings-other_row = a sua linha nesse lançamento

column-claims-account = a versão do resultado a que pertence
column-claims-claim = o nome próprio do anúncio
column-claims-entry = o seu lugar no registro
column-claims-who = quem o disse
column-claims-said_on = o dia em que foi dito
column-claims-stated_in = onde está escrito
column-claims-contest = a disputa; vazia para contagens de outra coisa
column-claims-area = o código da área; vazia para todo o país
column-claims-subject = o que se conta
column-claims-number = o número anunciado
column-claims-percent = a porcentagem anunciada, com as suas decimais
column-claims-bound = exactly (exatamente), at_least (ao menos), more_than (mais de) ou about (cerca de)

column-refused-entry = o lugar do lançamento no registro
column-refused-row = a sua linha, contada a partir de 0; vazia onde o lançamento inteiro não conta
column-refused-type = o seu tipo, no que pôde ser lido
column-refused-code = por que não conta
column-refused-reason = o mesmo em palavras, em inglês

column-areas-area = o código da área
column-areas-level = o seu nível
column-areas-name = o seu nome
column-areas-parent = a área acima dela; vazia para as mais altas
