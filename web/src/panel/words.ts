// What the panel says, in the pages' languages. `{0}`, `{1}` are filled in.

import type { Code } from "../verify/problem.ts";
import type { Stage } from "../verify/verify.ts";

type Remarks =
  | "no_key"
  | "policy_holds"
  | "no_memory"
  | "continues"
  | "not_in_manifest"
  | "no_station_data"
  | "signers_not_known";
type Lacks = "ed25519" | "worker" | "storage" | "webcrypto";
type Limits = "other_entries" | "revoked_keys" | "areas" | "other_operators";

export interface Words {
  readonly title: string;
  readonly key: string;
  readonly keyHint: string;
  readonly policy: string;
  readonly folder: string;
  readonly check: string;
  readonly checkStation: string;
  readonly cancel: string;
  readonly cancelled: string;
  readonly wrongKey: string;
  readonly wrongPolicy: string;
  readonly failed: string;
  readonly agrees: string;
  readonly differs: string;
  readonly more: string;
  readonly found: string;
  readonly expected: string;
  readonly refused: string;
  readonly unknown: string;
  readonly limits: string;
  readonly checked: readonly string[];
  readonly stationChecked: readonly string[];
  readonly stages: Record<Stage, string>;
  readonly remarks: Record<Remarks, string>;
  readonly lacks: Record<Lacks, string>;
  readonly limit: Record<Limits, string>;
  readonly codes: Record<Code, string>;
}

const en: Words = {
  title: "Check it in this browser",
  key: "The operator’s key, or the log’s",
  keyHint: "This is the key that the page itself names. Put one here that you had from elsewhere.",
  policy: "Witnesses that you trust (a C2SP tlog-policy), if you have such a list",
  folder:
    "This page was opened from a disk, where a page may read no other files. Choose the folder of the publication:",
  check: "Check the whole record",
  checkStation: "Check this station",
  cancel: "Stop",
  cancelled: "Stopped.",
  wrongKey: "This is not a key.",
  wrongPolicy: "This is not a policy: line {0}.",
  failed: "The check itself failed: {0}",
  agrees: "Everything that was checked agrees.",
  differs: "{0} things differ:",
  more: "… and {0} more.",
  found: "found",
  expected: "expected",
  refused: "{0} entries count for nothing ({1}).",
  unknown: "{0} entries are of types that this version does not know.",
  limits: "What this does not show; the check of the whole record does:",
  checked: [
    "The log {0} shows {1} entries under its signed checkpoint.",
    "{0} entries were read, {1} signatures verified, and every entry’s right to be written looked up.",
    "{0} tiles of the log’s tree give the checkpoint’s root.",
    "{0} documents and photographs have the bytes that their names say.",
    "{0} files are those that the operator signed for.",
    "The count was done again. The data files of {0} stations say the same.",
  ],
  stationChecked: [
    "The log {0} shows {1} entries under its signed checkpoint.",
    "{0} entries about this station stand in the log, say what the page says, and are signed.",
    "{0} entries gave their signers the role.",
    "{0} photographs have the bytes that the entries name.",
  ],
  stages: {
    log: "Entries and signatures",
    documents: "Documents",
    files: "Files of the manifest",
    stations: "Stations",
  },
  remarks: {
    no_key: "No key was given: the record was checked against the one that it names itself, {0}.",
    policy_holds: "The policy holds; cosigned by: {0}.",
    no_memory:
      "This browser keeps nothing for this page: it will not notice if the log is shown smaller one day.",
    continues: "The log continues what this browser saw when it had {0} entries.",
    not_in_manifest: "{0} files are not in the manifest and were not checked, such as {1}.",
    no_station_data: "The publication has no data files of stations to compare.",
    signers_not_known:
      "Who signed {0} of the entries does not show here: their signatures were not verified.",
  },
  lacks: {
    ed25519:
      "This browser has no Ed25519 of its own: signatures are checked by script, which takes much longer.",
    worker: "This browser has no workers: the check runs in the page.",
    storage: "This browser lets the page keep nothing.",
    webcrypto:
      "Pages over plain http have no cryptography of the browser’s: everything is computed by script.",
  },
  limit: {
    other_entries:
      "whether other entries of the log speak of this station, such as a correction or a ruling;",
    revoked_keys: "whether a key was revoked before it signed;",
    areas: "whether the station lies in the area that a key is bounded to;",
    other_operators: "whether who gave a role was an operator, where it was not the first one.",
  },
  codes: {
    missing: "is not there",
    too_large: "is larger than such a file may be",
    unreadable: "could not be read",
    malformed: "is not what such a file must be",
    bad_signature: "has a signature that does not verify",
    not_signed: "is not signed by the key that must sign it",
    other_origin: "is of another log",
    other_key: "names other keys than the one given",
    policy: "is not cosigned as the policy asks",
    not_a_record: "does not begin with the definition of an election",
    definition: "is the election’s definition, and cannot be used",
    differs_from_tree: "is not what the signed tree of the log holds",
    unclear: "and the file above or below it contradict each other; which one is wrong cannot be told",
    root_differs: "states a root that the log’s files do not give",
    differs_from_name: "is a document with other bytes than its name says",
    differs_from_manifest: "has other bytes than the operator signed for",
    differs_from_count: "differs from the count done again",
    differs_from_entry: "differs from the entry in the log",
    entry_refused: "holds an entry that counts for nothing",
    shrunk: "shows fewer entries than this browser has seen before",
    rewritten: "does not continue what this browser has seen before",
  },
};

const es: Words = {
  title: "Comprobar en este navegador",
  key: "La clave del operador o la del registro",
  keyHint: "Es la clave que nombra la propia página. Ponga aquí una que haya obtenido por otra vía.",
  policy: "Testigos en los que confía (una tlog-policy de C2SP), si tiene esa lista",
  folder:
    "Esta página se abrió desde un disco, donde una página no puede leer otros archivos. Elija la carpeta de la publicación:",
  check: "Comprobar todo el registro",
  checkStation: "Comprobar esta mesa",
  cancel: "Detener",
  cancelled: "Detenido.",
  wrongKey: "Esto no es una clave.",
  wrongPolicy: "Esto no es una política: línea {0}.",
  failed: "La propia comprobación falló: {0}",
  agrees: "Todo lo comprobado coincide.",
  differs: "{0} cosas difieren:",
  more: "… y {0} más.",
  found: "encontrado",
  expected: "esperado",
  refused: "{0} entradas no cuentan ({1}).",
  unknown: "{0} entradas son de tipos que esta versión no conoce.",
  limits: "Lo que esto no muestra y la comprobación de todo el registro sí:",
  checked: [
    "El registro {0} muestra {1} entradas bajo su punto de control firmado.",
    "Se leyeron {0} entradas, se verificaron {1} firmas y se miró si cada entrada podía escribirse.",
    "{0} bloques del árbol del registro dan la raíz del punto de control.",
    "{0} documentos y fotografías tienen los bytes que dicen sus nombres.",
    "{0} archivos son los que firmó el operador.",
    "El recuento se hizo de nuevo. Los archivos de datos de {0} mesas dicen lo mismo.",
  ],
  stationChecked: [
    "El registro {0} muestra {1} entradas bajo su punto de control firmado.",
    "{0} entradas sobre esta mesa están en el registro, dicen lo que dice la página y están firmadas.",
    "{0} entradas dieron a sus firmantes la función.",
    "{0} fotografías tienen los bytes que nombran las entradas.",
  ],
  stages: {
    log: "Entradas y firmas",
    documents: "Documentos",
    files: "Archivos del manifiesto",
    stations: "Mesas",
  },
  remarks: {
    no_key: "No se dio ninguna clave: el registro se comprobó con la que él mismo nombra, {0}.",
    policy_holds: "La política se cumple; cofirmado por: {0}.",
    no_memory:
      "Este navegador no guarda nada de esta página: no notará si un día se muestra un registro más corto.",
    continues: "El registro continúa lo que este navegador vio cuando tenía {0} entradas.",
    not_in_manifest: "{0} archivos no están en el manifiesto y no se comprobaron, como {1}.",
    no_station_data: "La publicación no tiene archivos de datos de mesas que comparar.",
    signers_not_known: "Quién firmó {0} de las entradas no se ve aquí: sus firmas no se verificaron.",
  },
  lacks: {
    ed25519:
      "Este navegador no tiene Ed25519 propio: las firmas se comprueban con un programa, lo que tarda mucho más.",
    worker: "Este navegador no tiene «workers»: la comprobación corre en la página.",
    storage: "Este navegador no deja que la página guarde nada.",
    webcrypto:
      "Las páginas por http sin cifrar no tienen la criptografía del navegador: todo lo calcula un programa.",
  },
  limit: {
    other_entries: "si otras entradas del registro hablan de esta mesa, como una corrección o una decisión;",
    revoked_keys: "si una clave fue revocada antes de firmar;",
    areas: "si la mesa está en el área a la que se limita una clave;",
    other_operators: "si quien dio una función era operador, cuando no fue el primero.",
  },
  codes: {
    missing: "no está",
    too_large: "es más grande de lo que puede ser un archivo así",
    unreadable: "no se pudo leer",
    malformed: "no es lo que debe ser un archivo así",
    bad_signature: "tiene una firma que no se verifica",
    not_signed: "no está firmado por la clave que debe firmarlo",
    other_origin: "es de otro registro",
    other_key: "nombra otras claves que la dada",
    policy: "no está cofirmado como pide la política",
    not_a_record: "no empieza con la definición de una elección",
    definition: "es la definición de la elección y no se puede usar",
    differs_from_tree: "no es lo que contiene el árbol firmado del registro",
    unclear: "y el archivo de encima o debajo se contradicen; no se puede saber cuál está mal",
    root_differs: "declara una raíz que los archivos del registro no dan",
    differs_from_name: "es un documento con otros bytes que los que dice su nombre",
    differs_from_manifest: "tiene otros bytes que los que firmó el operador",
    differs_from_count: "difiere del recuento hecho de nuevo",
    differs_from_entry: "difiere de la entrada del registro",
    entry_refused: "contiene una entrada que no cuenta",
    shrunk: "muestra menos entradas que las que este navegador vio antes",
    rewritten: "no continúa lo que este navegador vio antes",
  },
};

const pt: Words = {
  title: "Conferir neste navegador",
  key: "A chave do operador ou a do registro",
  keyHint: "É a chave que a própria página nomeia. Ponha aqui uma que obteve por outro caminho.",
  policy: "Testemunhas em que confia (uma tlog-policy do C2SP), se tiver essa lista",
  folder:
    "Esta página foi aberta de um disco, onde uma página não pode ler outros arquivos. Escolha a pasta da publicação:",
  check: "Conferir o registro inteiro",
  checkStation: "Conferir esta seção",
  cancel: "Parar",
  cancelled: "Parado.",
  wrongKey: "Isto não é uma chave.",
  wrongPolicy: "Isto não é uma política: linha {0}.",
  failed: "A própria conferência falhou: {0}",
  agrees: "Tudo o que foi conferido coincide.",
  differs: "{0} coisas diferem:",
  more: "… e mais {0}.",
  found: "encontrado",
  expected: "esperado",
  refused: "{0} entradas não contam ({1}).",
  unknown: "{0} entradas são de tipos que esta versão não conhece.",
  limits: "O que isto não mostra e a conferência do registro inteiro mostra:",
  checked: [
    "O registro {0} mostra {1} entradas sob seu ponto de controle assinado.",
    "{0} entradas foram lidas, {1} assinaturas verificadas, e o direito de escrever cada entrada foi conferido.",
    "{0} blocos da árvore do registro dão a raiz do ponto de controle.",
    "{0} documentos e fotografias têm os bytes que seus nomes dizem.",
    "{0} arquivos são os que o operador assinou.",
    "A contagem foi feita de novo. Os arquivos de dados de {0} seções dizem o mesmo.",
  ],
  stationChecked: [
    "O registro {0} mostra {1} entradas sob seu ponto de controle assinado.",
    "{0} entradas sobre esta seção estão no registro, dizem o que a página diz e estão assinadas.",
    "{0} entradas deram aos signatários a função.",
    "{0} fotografias têm os bytes que as entradas nomeiam.",
  ],
  stages: {
    log: "Entradas e assinaturas",
    documents: "Documentos",
    files: "Arquivos do manifesto",
    stations: "Seções",
  },
  remarks: {
    no_key: "Nenhuma chave foi dada: o registro foi conferido com a que ele mesmo nomeia, {0}.",
    policy_holds: "A política se cumpre; coassinado por: {0}.",
    no_memory:
      "Este navegador não guarda nada desta página: não notará se um dia o registro for mostrado menor.",
    continues: "O registro continua o que este navegador viu quando tinha {0} entradas.",
    not_in_manifest: "{0} arquivos não estão no manifesto e não foram conferidos, como {1}.",
    no_station_data: "A publicação não tem arquivos de dados de seções para comparar.",
    signers_not_known:
      "Quem assinou {0} das entradas não aparece aqui: suas assinaturas não foram verificadas.",
  },
  lacks: {
    ed25519:
      "Este navegador não tem Ed25519 próprio: as assinaturas são conferidas por um programa, o que demora muito mais.",
    worker: "Este navegador não tem «workers»: a conferência roda na página.",
    storage: "Este navegador não deixa a página guardar nada.",
    webcrypto:
      "Páginas por http sem cifra não têm a criptografia do navegador: tudo é calculado por um programa.",
  },
  limit: {
    other_entries: "se outras entradas do registro falam desta seção, como uma correção ou uma decisão;",
    revoked_keys: "se uma chave foi revogada antes de assinar;",
    areas: "se a seção fica na área a que uma chave se limita;",
    other_operators: "se quem deu uma função era operador, quando não foi o primeiro.",
  },
  codes: {
    missing: "não está lá",
    too_large: "é maior do que um arquivo assim pode ser",
    unreadable: "não pôde ser lido",
    malformed: "não é o que um arquivo assim deve ser",
    bad_signature: "tem uma assinatura que não se verifica",
    not_signed: "não está assinado pela chave que deve assiná-lo",
    other_origin: "é de outro registro",
    other_key: "nomeia outras chaves que não a dada",
    policy: "não está coassinado como a política pede",
    not_a_record: "não começa com a definição de uma eleição",
    definition: "é a definição da eleição e não pode ser usada",
    differs_from_tree: "não é o que a árvore assinada do registro contém",
    unclear: "e o arquivo acima ou abaixo se contradizem; não se pode saber qual está errado",
    root_differs: "declara uma raiz que os arquivos do registro não dão",
    differs_from_name: "é um documento com outros bytes que os que seu nome diz",
    differs_from_manifest: "tem outros bytes que os que o operador assinou",
    differs_from_count: "difere da contagem feita de novo",
    differs_from_entry: "difere da entrada do registro",
    entry_refused: "contém uma entrada que não conta",
    shrunk: "mostra menos entradas do que este navegador viu antes",
    rewritten: "não continua o que este navegador viu antes",
  },
};

export const WORDS: Readonly<Record<string, Words>> = { en, es, pt };

/** The words of a language, or else English. */
export const wordsOf = (language: string): Words => WORDS[language.slice(0, 2)] ?? en;

/** Fills values into a sentence. */
export function fill(sentence: string, ...values: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)] ?? ""));
}
