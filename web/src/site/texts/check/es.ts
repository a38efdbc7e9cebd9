// What is said of a check, in Spanish.

import type { CheckTexts } from "../check.ts";

export const es: CheckTexts = {
  stages: {
    log: "Asientos del registro",
    documents: "Documentos",
    files: "Archivos de la publicación, y mesas contadas de nuevo",
    copies: "Copias comprimidas de archivos",
  },
  progress: (done, all) => `${done} de ${all}`,
  wrongKey: "Lo que se dio como clave no lo es.",
  wrongPolicy: (line) => `La política no se puede leer en la línea ${line}.`,
  agrees: "Todo lo que se comprobó coincide.",
  differs: (n, shown) => (n === 1 ? "1 cosa difiere." : `${shown} cosas difieren.`),
  moreProblems: (n) => `${n} más no se listan.`,
  found: "Se encontró",
  expected: "Debe ser",
  where: "Dónde",
  checked: "Qué se comprobó",
  checkedEntries: (n) => `${n} asientos: forma, firma y si quien firmó podía escribirlos`,
  checkedSignatures: (n) => `${n} firmas`,
  checkedTiles: (n) => `${n} bloques del árbol del registro, hasta la raíz del punto de control firmado`,
  checkedDocuments: (n) => `${n} documentos y fotografías, por sus hashes`,
  checkedFiles: (n) => `${n} archivos, con la lista que firmó el operador`,
  checkedCompressed: (n) => `${n} copias comprimidas de esos archivos`,
  checkedStations: (n) => `${n} mesas: sus cifras, estados y lecturas que valen, contadas de nuevo`,
  refused: (n) => `${n} asientos están en el registro y no cuentan; el registro dice por qué.`,
  steps: {
    checkpoint: (of) => `El punto de control de ${of} asientos está firmado por la clave del registro.`,
    entry: (of) =>
      `El asiento ${of} está en el registro, lo firmó una clave con esa función y dice lo que dice esta página.`,
    grant: (of) => `El asiento ${of} dio su función a la clave de quien firmó.`,
    photograph: () => "Los bytes de la fotografía son los que nombra el registro.",
  },
  remarks: {
    no_key:
      "Se comprobó con la clave que nombra el propio registro. Compárela con una que tenga de otra parte:",
    own_key:
      "Se comprobó con la clave del operador que nombra esta página. Compárela con una que tenga de otra parte:",
    given_key: "Se comprobó con la clave que usted dio.",
    policy_holds: "La política de testigos se cumple, por:",
    no_memory:
      "Este navegador no guarda nada, así que no se notará si el registro se muestra más corto que antes.",
    continues: "El registro continúa lo que este navegador vio antes. Asientos de entonces:",
    not_in_manifest: "No se comprobaron los archivos de la carpeta que la lista del operador no nombra. Son:",
    signers_not_known:
      "Los datos de la página no dicen quién dio su función a algunas claves; las firmas de esos asientos no se verificaron aquí. Son:",
    no_station_data: "Los archivos de datos de las mesas no estaban para compararlos.",
  },
  limits: "Lo que esta comprobación no muestra",
  limitsIntro: "Solo lo muestra la comprobación del registro entero:",
  limitTexts: {
    other_entries: "si otro asiento del registro habla también de esta mesa",
    revoked_keys: "si la clave de quien firmó fue revocada antes",
    areas: "si la clave de quien firmó puede escribir sobre esta zona",
    other_operators: "si un operador distinto del primero dio bien una función",
  },
  lacks: {
    ed25519:
      "Este navegador no conoce firmas Ed25519: se comprueban con el programa de la página, más despacio.",
    webcrypto:
      "Este navegador no ofrece aquí criptografía (la página no llegó por https): todo lo calcula el programa de la página, más despacio.",
    worker:
      "Este navegador no tiene procesos aparte: la comprobación corre en la página, que responde más despacio.",
    storage:
      "Este navegador no guarda nada, así que no se notará si el registro se muestra más corto que antes.",
  },
  codes: {
    missing: "no está",
    too_large: "tiene más bytes de los que puede tener un archivo así",
    unreadable: "está y no se puede leer",
    malformed: "no es lo que debe ser un archivo así",
    bad_signature: "tiene una firma que no es válida",
    not_signed: "no está firmado por la clave que debe firmarlo",
    other_origin: "es de otro registro",
    other_key: "nombra otra clave que aquella con la que se comprobó",
    policy: "no está refrendado como pide la política de testigos",
    not_a_record: "no empieza con una elección",
    definition: "es la definición de la elección, y falta o está mal",
    differs_from_tree: "no es lo que contiene el árbol firmado",
    unclear: "contradice al archivo que está encima o debajo, y no se puede decir cuál está mal",
    root_differs: "declara un hash raíz que los archivos del registro no dan",
    differs_from_name: "tiene otros bytes que los que nombra el registro",
    differs_from_manifest: "tiene otros bytes que los de la lista firmada del operador",
    differs_from_count: "dice otra cosa que el recuento hecho de nuevo",
    differs_from_entry: "dice otra cosa que el asiento firmado",
    entry_refused: "contiene un asiento que no cuenta, aunque la página lo muestra",
    shrunk: "muestra menos asientos de los que este navegador vio antes",
    rewritten: "no continúa el registro que este navegador vio antes",
  },
  results: "El recuento hecho de nuevo",
  resultsIntro:
    "Lo que este navegador contó de los asientos firmados; las tablas y páginas publicadas deben decir lo mismo.",
  resultsAccepted: "Lecturas aceptadas",
  resultsCovered: "mesas con una lectura que vale",
};
