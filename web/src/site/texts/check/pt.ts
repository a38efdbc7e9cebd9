// What is said of a check, in Portuguese.

import type { CheckTexts } from "../check.ts";

export const pt: CheckTexts = {
  stages: {
    log: "Lançamentos do registro",
    documents: "Documentos",
    files: "Arquivos da publicação, e seções contadas de novo",
    copies: "Cópias comprimidas de arquivos",
  },
  progress: (done, all) => `${done} de ${all}`,
  wrongKey: "O que foi dado como chave não é uma.",
  wrongPolicy: (line) => `A política não se pode ler na linha ${line}.`,
  agrees: "Tudo o que foi conferido coincide.",
  differs: (n, shown) => (n === 1 ? "1 coisa difere." : `${shown} coisas diferem.`),
  moreProblems: (n) => `Mais ${n} não são listadas.`,
  found: "Encontrado",
  expected: "Deve ser",
  where: "Onde",
  checked: "O que foi conferido",
  checkedEntries: (n) => `${n} lançamentos: forma, assinatura e se quem assinou podia escrevê-los`,
  checkedSignatures: (n) => `${n} assinaturas`,
  checkedTiles: (n) => `${n} blocos da árvore do registro, até a raiz do ponto de controle assinado`,
  checkedDocuments: (n) => `${n} documentos e fotografias, pelos seus hashes`,
  checkedFiles: (n) => `${n} arquivos, pela lista que o operador assinou`,
  checkedCompressed: (n) => `${n} cópias comprimidas desses arquivos`,
  checkedStations: (n) => `${n} seções: os seus números, estados e leituras que valem, contados de novo`,
  refused: (n) => `${n} lançamentos estão no registro e não contam; o registro diz por quê.`,
  steps: {
    checkpoint: (of) => `O ponto de controle de ${of} lançamentos está assinado pela chave do registro.`,
    entry: (of) =>
      `O lançamento ${of} está no registro, foi assinado por uma chave com essa função e diz o que esta página diz.`,
    grant: (of) => `O lançamento ${of} deu a função à chave de quem assinou.`,
    photograph: () => "Os bytes da fotografia são os que o registro cita.",
  },
  remarks: {
    no_key:
      "Conferido com a chave que o próprio registro cita. Compare-a com uma que tenha obtido em outro lugar:",
    own_key:
      "Conferido com a chave do operador que esta página cita. Compare-a com uma que tenha obtido em outro lugar:",
    given_key: "Conferido com a chave que você deu.",
    policy_holds: "A política de testemunhas é cumprida, por:",
    no_memory:
      "Este navegador não guarda nada, por isso não se notará se o registro for mostrado menor que antes.",
    continues: "O registro continua o que este navegador viu antes. Lançamentos de então:",
    not_in_manifest: "Arquivos da pasta que a lista do operador não cita não foram conferidos. São:",
    signers_not_known:
      "Os dados da página não dizem quem deu a função a algumas chaves; as assinaturas desses lançamentos não foram verificadas aqui. São:",
    no_station_data: "Os arquivos de dados das seções não estavam lá para comparar.",
  },
  limits: "O que esta conferência não mostra",
  limitsIntro: "Só a conferência do registro inteiro o mostra:",
  limitTexts: {
    other_entries: "se outro lançamento do registro também fala desta seção",
    revoked_keys: "se a chave de quem assinou foi revogada antes",
    areas: "se a chave de quem assinou pode escrever sobre esta área",
    other_operators: "se um operador que não o primeiro deu uma função corretamente",
  },
  lacks: {
    ed25519: "Este navegador não conhece assinaturas Ed25519: o programa da página as confere, mais devagar.",
    webcrypto:
      "Este navegador não oferece criptografia aqui (a página não veio por https): o programa da página calcula tudo, mais devagar.",
    worker:
      "Este navegador não tem processos à parte: a conferência corre na página, que responde mais devagar.",
    storage:
      "Este navegador não guarda nada, por isso não se notará se o registro for mostrado menor que antes.",
  },
  codes: {
    missing: "não está lá",
    too_large: "tem mais bytes do que um arquivo assim pode ter",
    unreadable: "está lá e não se pode ler",
    malformed: "não é o que um arquivo assim deve ser",
    bad_signature: "tem uma assinatura que não é válida",
    not_signed: "não está assinado pela chave que deve assiná-lo",
    other_origin: "é de outro registro",
    other_key: "cita outra chave que não aquela com que foi conferido",
    policy: "não está referendado como pede a política de testemunhas",
    not_a_record: "não começa com uma eleição",
    definition: "é a definição da eleição, e falta ou está errada",
    differs_from_tree: "não é o que a árvore assinada contém",
    unclear: "contradiz o arquivo acima ou abaixo, e não se pode dizer qual está errado",
    root_differs: "declara um hash raiz que os arquivos do registro não dão",
    differs_from_name: "tem outros bytes que os que o registro cita",
    differs_from_manifest: "tem outros bytes que os da lista assinada do operador",
    differs_from_count: "diz outra coisa que a contagem refeita",
    differs_from_entry: "diz outra coisa que o lançamento assinado",
    entry_refused: "contém um lançamento que não conta, embora a página o mostre",
    shrunk: "mostra menos lançamentos do que este navegador viu antes",
    rewritten: "não continua o registro que este navegador viu antes",
  },
  results: "A contagem refeita",
  resultsIntro:
    "O que este navegador contou dos lançamentos assinados; as tabelas e páginas publicadas devem dizer o mesmo.",
  resultsAccepted: "Leituras aceitas",
  resultsCovered: "seções com uma leitura que vale",
};
