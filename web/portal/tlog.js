// @ts-check
/**
 * Checks that a record stands in a public log: the leaf, its way to the root, the log's signature and those of
 * witnesses. Needs nothing but WebCrypto, so that whoever distrusts us can read all of it.
 * Source: C2SP tlog-proof, tlog-checkpoint v1.0.0, tlog-cosignature v1.0.1, signed-note v1.0.0; RFC 9162 section 2.1.3.
 */

/** @typedef {{ name: string, kind: number, key: Uint8Array<ArrayBuffer>, id: string }} Verifier */
/** @typedef {{ name: string, id: string, bytes: Uint8Array<ArrayBuffer> }} Signature */
/** @typedef {{ text: string, signatures: Signature[] }} Note */
/** @typedef {{ origin: string, size: bigint, root: Uint8Array<ArrayBuffer> }} Checkpoint */
/** @typedef {{ extra: Uint8Array<ArrayBuffer>, index: bigint, hashes: Uint8Array<ArrayBuffer>[], note: Note }} Proof */
/** @typedef {{ field: string, salt: string, value: string }} Disclosure */
/** @typedef {{ name: string, time: Date | null, state: 'good' | 'bad' | 'unsupported' }} Signer */

/** What is wrong, as a word that the page has a sentence for. */
export class ProofError extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code)
    this.code = code
  }
}

const ed25519 = 1
const cosignature = 4
const utf8 = new TextEncoder()

/** @param {boolean} good @param {string} code @returns {asserts good} */
function must(good, code) {
  if (!good) throw new ProofError(code)
}

/** @param {Uint8Array} bytes */
export function toText(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new ProofError('not_text')
  }
}

/** @param {Uint8Array} bytes */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** @param {string} text */
export function fromHex(text) {
  must(/^(?:[0-9a-f]{2})*$/.test(text), 'hex')
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** Strict: one text only for the same bytes. @param {string} text */
export function fromBase64(text) {
  let decoded = ''
  try {
    decoded = atob(text)
  } catch {
    throw new ProofError('base64')
  }
  must(btoa(decoded) === text, 'base64')
  return Uint8Array.from(decoded, (letter) => letter.charCodeAt(0))
}

/** @param {...(Uint8Array | string | number[])} parts */
function join(...parts) {
  const arrays = parts.map((part) => (typeof part === 'string' ? utf8.encode(part) : Uint8Array.from(part)))
  const all = new Uint8Array(arrays.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of arrays) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function same(a, b) {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

/** @param {Uint8Array} entry */
export function leafHash(entry) {
  return sha256(join([0], entry))
}

/** @param {Uint8Array} left @param {Uint8Array} right */
function nodeHash(left, right) {
  return sha256(join([1], left, right))
}

/** A key as the log gives it: name+id+base64. @param {string} text @returns {Promise<Verifier>} */
export async function parseVkey(text) {
  const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? []
  must(name !== '', 'vkey')
  const bytes = fromBase64(encoded)
  const kind = bytes[0] ?? 0
  must(bytes.length === 33 && (kind === ed25519 || kind === cosignature), 'vkey')
  const hash = await sha256(join(name, '\n', bytes))
  must(toHex(hash.subarray(0, 4)) === id, 'vkey')
  return { name, kind, key: bytes.slice(1), id }
}

/** The name a log had at first: docs/formats/journal.md. @param {string} name */
const firstName = (name) => name.split('/since-')[0]

/**
 * The same key under another name of its log.
 * @param {Verifier} verifier @param {string} name @returns {Promise<Verifier>}
 */
async function named(verifier, name) {
  const hash = await sha256(join(name, '\n', [verifier.kind], verifier.key))
  return { ...verifier, name, id: toHex(hash.subarray(0, 4)) }
}

/** @param {string} text @returns {Note} */
export function parseNote(text) {
  const isPlain = ![...text].some((letter) => letter < ' ' && letter !== '\n')
  must(text.endsWith('\n') && isPlain, 'note')
  const end = text.lastIndexOf('\n\n')
  must(end >= 0, 'note')
  const lines = text.slice(end + 2, -1).split('\n')
  must(lines.length <= 100, 'note')
  const signatures = lines.map((line) => {
    const [, name = '', encoded = ''] = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line) ?? []
    must(name !== '', 'note')
    const bytes = fromBase64(encoded)
    must(bytes.length >= 5, 'note')
    return { name, id: toHex(bytes.subarray(0, 4)), bytes: bytes.slice(4) }
  })
  return { text: text.slice(0, end + 1), signatures }
}

/** @param {string} digits */
function parseNumber(digits) {
  must(/^(?:0|[1-9][0-9]{0,18})$/.test(digits), 'number')
  return BigInt(digits)
}

/** @param {string} text */
function parseHash(text) {
  const hash = fromBase64(text)
  must(hash.length === 32, 'hash')
  return hash
}

/** @param {string} text @returns {Checkpoint} */
export function parseCheckpoint(text) {
  const [origin = '', size = '', root = '', ...more] = text.slice(0, -1).split('\n')
  must(text.endsWith('\n') && origin !== '' && more.every((line) => line !== ''), 'checkpoint')
  return { origin, size: parseNumber(size), root: parseHash(root) }
}

/** @param {Uint8Array} bytes @returns {Proof} */
export function parseProof(bytes) {
  const text = toText(bytes)
  const blank = text.indexOf('\n\n')
  must(blank > 0, 'proof')
  const lines = text.slice(0, blank).split('\n')
  must(lines.shift() === 'c2sp.org/tlog-proof@v1', 'proof')
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()?.slice(6) ?? '') : new Uint8Array(0)
  const [word, digits = '', ...rest] = (lines.shift() ?? '').split(' ')
  must(word === 'index' && rest.length === 0 && lines.length <= 63, 'proof')
  return { extra, index: parseNumber(digits), hashes: lines.map(parseHash), note: parseNote(text.slice(blank + 2)) }
}

/**
 * Whether the hashes lead from the leaf to the root. Source: RFC 9162 section 2.1.3.2.
 * @param {bigint} index @param {Checkpoint} head @param {Uint8Array<ArrayBuffer>} leaf
 * @param {Uint8Array[]} hashes
 */
export async function isIncluded(index, head, leaf, hashes) {
  if (index >= head.size) return false
  let place = index
  let last = head.size - 1n
  let hash = leaf
  for (const other of hashes) {
    if (last === 0n) return false
    if (place % 2n === 1n || place === last) {
      hash = await nodeHash(other, hash)
      while (place % 2n === 0n && place !== 0n) {
        place /= 2n
        last /= 2n
      }
    } else {
      hash = await nodeHash(hash, other)
    }
    place /= 2n
    last /= 2n
  }
  return last === 0n && same(hash, head.root)
}

/** @param {Verifier} verifier @param {Uint8Array<ArrayBuffer>} signature @param {Uint8Array<ArrayBuffer>} message */
async function isSigned(verifier, signature, message) {
  let key
  try {
    key = await crypto.subtle.importKey('raw', verifier.key, { name: 'Ed25519' }, false, ['verify'])
  } catch {
    return 'unsupported'
  }
  return (await crypto.subtle.verify({ name: 'Ed25519' }, key, signature, message)) ? 'good' : 'bad'
}

/** @param {Note} note @param {Verifier} verifier @param {Signature} signature @returns {Promise<Signer>} */
async function checkSignature(note, verifier, signature) {
  if (verifier.kind === ed25519) {
    const state = signature.bytes.length === 64 ? await isSigned(verifier, signature.bytes, join(note.text)) : 'bad'
    return { name: verifier.name, time: null, state }
  }
  if (signature.bytes.length !== 72) return { name: verifier.name, time: null, state: 'bad' }
  const seconds = new DataView(signature.bytes.buffer, signature.bytes.byteOffset).getBigUint64(0)
  const message = join(`cosignature/v1\ntime ${seconds}\n`, note.text)
  const state = await isSigned(verifier, signature.bytes.slice(8), message)
  return { name: verifier.name, time: new Date(Number(seconds) * 1000), state }
}

/** The signatures of a note by those `known`; others are passed over. @param {Note} note @param {Verifier[]} known */
export function signersOf(note, known) {
  const pairs = known.flatMap((verifier) =>
    note.signatures
      .filter(({ name, id }) => name === verifier.name && id === verifier.id)
      .map((signature) => checkSignature(note, verifier, signature)),
  )
  return Promise.all(pairs)
}

/** SHA-256 over domain, field, salt and value, as it stands in the leaf. @param {Disclosure} disclosure */
export async function commitmentOf({ field, salt, value }) {
  return toHex(await sha256(join('charity/commit/v1\n', field, '\n', fromHex(salt), value)))
}

/**
 * Reads what goes with a proof: the leaf on the first line, and what only the donor has on those below it.
 * @param {Uint8Array<ArrayBuffer>} extra
 */
export function readExtra(extra) {
  const end = extra.indexOf(10)
  const leaf = end < 0 ? extra : extra.slice(0, end)
  const below = end < 0 ? '' : toText(extra.slice(end + 1))
  try {
    const facts = JSON.parse(toText(leaf))
    must(typeof facts === 'object' && facts !== null, 'leaf')
    const disclosures = below === '' ? [] : below.split('\n').map((line) => JSON.parse(line))
    const proper = disclosures.every(
      (each) => ['field', 'salt', 'value'].every((name) => typeof each[name] === 'string') && each.salt.length === 64,
    )
    must(proper, 'disclosure')
    return { leaf, facts, disclosures: /** @type {Disclosure[]} */ (disclosures) }
  } catch (error) {
    throw error instanceof ProofError ? error : new ProofError('leaf')
  }
}

/**
 * Everything that can be checked of one proof against the log's key.
 * @param {Uint8Array<ArrayBuffer>} bytes the .tlog-proof
 * @param {string} vkey the log's key
 * @param {string[]} witnessKeys
 */
export async function checkProof(bytes, vkey, witnessKeys = []) {
  const log = await parseVkey(vkey)
  const witnesses = await Promise.all(witnessKeys.map(parseVkey))
  const proof = parseProof(bytes)
  const head = parseCheckpoint(proof.note.text)
  // A log that went on from a backup has another name since, and the same key.
  must(firstName(head.origin) === firstName(log.name), 'origin')
  const signer = head.origin === log.name ? log : await named(log, head.origin)
  const { leaf, facts, disclosures } = readExtra(proof.extra)
  const included = await isIncluded(proof.index, head, await leafHash(leaf), proof.hashes)
  must(included, 'inclusion')
  const signers = await signersOf(proof.note, [signer])
  must(signers.length > 0, 'unsigned')
  must(
    signers.every(({ state }) => state !== 'bad'),
    'signature',
  )
  const cosigners = await signersOf(proof.note, witnesses)
  must(
    cosigners.every(({ state }) => state !== 'bad'),
    'witness',
  )
  for (const disclosure of disclosures) {
    must(facts.commit?.[disclosure.field] === (await commitmentOf(disclosure)), 'commitment')
  }
  return {
    facts,
    disclosures,
    index: proof.index,
    size: head.size,
    root: toHex(head.root),
    origin: head.origin,
    isFormer: signer !== log,
    signed: signers.every(({ state }) => state === 'good'),
    witnesses: cosigners.filter(({ state }) => state === 'good'),
  }
}
