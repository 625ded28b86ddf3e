// @ts-check
/* Many records of few forms travel with the names of their fields written once for each form. */

/** @param {any} payload @returns {Atlas.Payload} with its tables as lists of records */
function unpacked(payload) {
  const entries = Object.entries(payload).map(([key, value]) => [key, value?.forms ? records(value) : value]);
  return Object.fromEntries(entries);
}

/** @param {{ forms: string[][]; rows: [form: number, ...values: any[]][] }} table */
function records({ forms, rows }) {
  return rows.map(([form, ...values]) => Object.fromEntries(forms[form].map((key, i) => [key, values[i]])));
}
