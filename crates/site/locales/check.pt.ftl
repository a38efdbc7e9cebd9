## O que diz uma verificação. Vem com o verificador.

check-stage-log = Lançamentos do registro
check-stage-documents = Documentos
check-stage-files = Arquivos da publicação, e seções contadas de novo
check-stage-entries = Arquivos de lançamentos avulsos
check-stage-copies = Cópias comprimidas de arquivos

check-progress = { $done } de { $all }
check-wrong-key = O que foi dado como chave não é uma.
check-wrong-policy = A política não se pode ler na linha { $line }.
check-agrees = Tudo o que foi conferido coincide.
check-differs =
    { $n ->
        [1] 1 coisa difere.
       *[other] { $n } coisas diferem.
    }
check-more-problems = Mais { $n } não são listadas.
check-found = Encontrado
check-expected = Deve ser
check-where = Onde
check-checked = O que foi conferido
check-checked-entries = { $n } lançamentos: forma, assinatura e se quem assinou podia escrevê-los
check-checked-signatures = { $n } assinaturas
check-checked-tiles = { $n } blocos da árvore do registro, até a raiz do ponto de controle assinado
check-checked-documents = { $n } documentos e fotografias, pelos seus hashes
check-checked-files = { $n } arquivos, pela lista que o operador assinou
check-checked-compressed = { $n } cópias comprimidas desses arquivos
check-checked-stations = { $n } seções: os seus números, estados e leituras que valem, contados de novo
check-refused = { $n } lançamentos estão no registro e não contam; o registro diz por quê.

check-step-checkpoint = O ponto de controle de { $of } lançamentos está assinado pela chave do registro.
check-step-entry = O lançamento { $of } está no registro, foi assinado por uma chave com essa função e diz o que esta página diz.
check-step-grant = O lançamento { $of } deu a função à chave de quem assinou.
check-step-photograph = Os bytes da fotografia são os que o registro cita.

check-remark-no-key = Conferido com a chave que o próprio registro cita. Compare-a com uma que tenha obtido em outro lugar:
check-remark-own-key = Conferido com a chave do operador que esta página cita. Compare-a com uma que tenha obtido em outro lugar:
check-remark-given-key = Conferido com a chave que você deu.
check-remark-policy-holds = A política de testemunhas é cumprida, por:
check-remark-no-memory = Este navegador não guarda nada, por isso não se notará se o registro for mostrado menor que antes.
check-remark-continues = O registro continua o que este navegador viu antes. Lançamentos de então:
check-remark-policy-held = A política de testemunhas é cumprida para os primeiros { $entries } lançamentos; o registro tem agora { $log }. Por:
check-remark-cosigned = O último checkpoint guardado como coassinado é dos primeiros { $entries } lançamentos; o registro tem agora { $log }.
check-remark-as-of = A contagem, as tabelas e as páginas são dos primeiros { $entries } lançamentos; o registro tem agora { $log }.
check-remark-not-in-manifest = Arquivos da pasta que a lista do operador não cita não foram conferidos. São:
check-remark-withheld-shown = O registro retém documentos cujos bytes ainda estão lá. Quantos são:
check-remark-signers-not-known = Os dados da página não dizem quem deu a função a algumas chaves; as assinaturas desses lançamentos não foram verificadas aqui. São:
check-remark-no-station-data = Os arquivos de dados das seções não estavam lá para comparar.

check-limits = O que esta conferência não mostra
check-limits-intro = Só a conferência do registro inteiro o mostra:

check-limit-other-entries = se outro lançamento do registro também fala desta seção
check-limit-revoked-keys = se a chave de quem assinou foi revogada antes, ou se um lançamento posterior anula este
check-limit-areas = se a chave de quem assinou pode escrever sobre esta área
check-limit-other-operators = se deu uma função corretamente quem a deu, quando não foi o primeiro operador
check-limit-evidence = se um lançamento anterior cita o documento ou a fotografia de que uma leitura foi tirada, e quando foi selada

check-lack-ed25519 = Este navegador não conhece assinaturas Ed25519: o programa da página as confere, mais devagar.
check-lack-webcrypto = Este navegador não oferece criptografia aqui (a página não veio por https): o programa da página calcula tudo, mais devagar.
check-lack-worker = Este navegador não tem processos à parte: a conferência corre na página, que responde mais devagar.
check-lack-storage = Este navegador não guarda nada, por isso não se notará se o registro for mostrado menor que antes.

check-code-missing = não está lá
check-code-too-large = tem mais bytes do que um arquivo assim pode ter
check-code-too-wide = é de um registro cujas eleições abrangem mais seções e áreas do que podem ter tabelas e páginas
check-code-unreadable = está lá e não se pode ler
check-code-malformed = não é o que um arquivo assim deve ser
check-code-bad-signature = tem uma assinatura que não é válida
check-code-not-signed = não está assinado pela chave que deve assiná-lo
check-code-checkpoint-ahead = é de um estado posterior do registro ao do último checkpoint, que está ao lado
check-code-checkpoint-key = está assinado com uma chave que era a do registro com outro tamanho
check-code-other-origin = é de outro registro
check-code-other-key = cita outra chave que não aquela com que foi conferido
check-code-policy = não está referendado como pede a política de testemunhas
check-code-not-a-record = não começa com uma eleição
check-code-definition = é a lei da eleição ou os seus textos, e falta ou está errada
check-code-differs-from-tree = não é o que a árvore assinada contém
check-code-unclear = contradiz o arquivo acima ou abaixo, e não se pode dizer qual está errado
check-code-root-differs = declara um hash raiz que os arquivos do registro não dão
check-code-differs-from-name = tem outros bytes que os que o registro cita
check-code-differs-from-manifest = tem outros bytes que os da lista assinada do operador
check-code-manifest-ahead = foi feito de um registro mais longo que o que está ao lado
check-code-manifest-root = foi feito de outro registro: a sua raiz com esse tamanho é diferente
check-code-differs-from-count = diz outra coisa que a contagem refeita
check-code-differs-from-entry = diz outra coisa que o lançamento assinado
check-code-entry-refused = contém um lançamento que não conta, embora a página o mostre
check-code-shrunk = mostra menos lançamentos do que este navegador viu antes
check-code-rewritten = não continua o registro que este navegador viu antes

check-results = A contagem refeita
check-results-intro = O que este navegador contou dos lançamentos assinados; as tabelas e páginas publicadas devem dizer o mesmo.
check-results-accepted = Leituras aceitas
check-results-covered = seções com uma leitura que vale
