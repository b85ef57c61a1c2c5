// The same WebAssembly, run by node: reads a file with one JSON string (a text of SQL) a line and answers each with a line of JSON.
// Usage: node reference.mjs <folder of libpg-query> <file>
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import path from 'node:path';

const [, , folder, file] = process.argv;
const load = createRequire(import.meta.url)(path.resolve(folder, 'wasm/libpg-query.js'));
let wasm = await load();

function withText(sql, use) {
  const size = wasm.lengthBytesUTF8(sql) + 1;
  const address = wasm._malloc(size);
  wasm.stringToUTF8(sql, address, size);
  const answer = use(address);
  wasm._free(address);
  return answer;
}

function text(address) {
  const end = wasm.HEAPU8 ? wasm.HEAPU8.indexOf(0, address) : -1;
  return end < 0 ? wasm.UTF8ToString(address) : Buffer.from(wasm.HEAPU8.subarray(address, end)).toString('utf8');
}

function take(address) {
  const answer = text(address);
  wasm._wasm_free_string(address);
  return answer;
}

// PostgreSQL counts characters (code points) from 1; JavaScript counts UTF-16 code units, as .NET does.
const unitsOf = (sql, characters) => [...sql].slice(0, characters).join('').length;

function parse(sql) {
  return withText(sql, address => {
    const result = wasm._wasm_parse_query_raw(address);
    const error = wasm.getValue(result + 8, 'i32');
    const answer = error
      ? {
          message: text(wasm.getValue(error, 'i32')),
          offset: unitsOf(sql, Math.max(0, wasm.getValue(error + 16, 'i32') - 1)),
        }
      : read(sql, text(wasm.getValue(result, 'i32')));
    wasm._wasm_free_parse_result(result);
    return answer;
  });
}

function read(sql, json) {
  const bytes = Buffer.from(sql, 'utf8');
  const units = (start, end) => bytes.subarray(start, end).toString('utf8').length;
  let at = 0, atUnits = 0; // statements come in order: count on from the last one
  const statements = JSON.parse(json).stmts.map(({ stmt, stmt_location: start = 0, stmt_len: length = 0 }) => {
    atUnits += units(at, start);
    at = start;
    return `${Object.keys(stmt)[0]}:${atUnits}:${units(start, length ? start + length : bytes.length)}`;
  });
  return {
    tree: createHash('sha256').update(json).digest('hex').toUpperCase(),
    statements: statements.join(' '),
    fingerprint: withText(sql || ' ', address => take(wasm._wasm_fingerprint(address))),
    normalized: withText(sql || ' ', address => take(wasm._wasm_normalize_query(address))),
  };
}

for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  const sql = JSON.parse(line);
  let answer;
  try {
    answer = parse(sql);
  } catch (problem) {
    answer = { trap: String(problem) };
    wasm = await load(); // a module that threw is in an unknown state
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
