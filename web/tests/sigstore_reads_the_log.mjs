// Reads a static export of a log with code that nobody here wrote: the checkpoint and the Merkle
// proofs of @sigstore/verify. Usage: node sigstore_reads_the_log.mjs FOLDER
import assert from 'node:assert/strict'
import { createHash, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
// Internal modules: the package's entry knows whole Sigstore bundles only.
const room = dirname(require.resolve('@sigstore/verify'))
const { verifyCheckpoint } = require(join(room, 'tlog', 'checkpoint.js'))
const { verifyMerkleInclusion } = require(join(room, 'tlog', 'merkle.js'))

const folder = process.argv[2]
const read = (path) => readFileSync(join(folder, path))
const checkpoint = read('checkpoint').toString('utf8')
const size = Number(checkpoint.split('\n')[1])
const [name, keyId, ...encoded] = read('vkey').toString('utf8').trim().split('+')
const key = encoded.join('+') // base 64 has this sign too

// An Ed25519 public key as node wants it: this head, then the 32 bytes behind the kind's byte.
const head = Buffer.from('302a300506032b6570032100', 'hex')
const log = {
  logID: Buffer.from(keyId, 'hex'),
  baseURL: name,
  publicKey: createPublicKey({
    key: Buffer.concat([head, Buffer.from(key, 'base64').subarray(1)]),
    format: 'der',
    type: 'spki',
  }),
}

const tileName = (kind, index) => {
  const width = Math.min(256, size - index * 256)
  return `tile/${kind}/${String(index).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`
}

/** Leaf hashes and entries, out of the tiles and bundles of the lowest level. */
const hashes = []
const entries = []
for (let index = 0; index * 256 < size; ++index) {
  const tile = read(tileName('0', index))
  for (let at = 0; at < tile.length; at += 32) hashes.push(tile.subarray(at, at + 32))
  const bundle = read(tileName('entries', index))
  for (let at = 0; at < bundle.length; ) {
    const length = bundle.readUInt16BE(at)
    entries.push(bundle.subarray(at + 2, at + 2 + length))
    at += 2 + length
  }
}
assert.equal(hashes.length, size)
assert.equal(entries.length, size)

const sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const split = (count) => 2 ** Math.ceil(Math.log2(count) - 1)
const root = (part) =>
  part.length === 1
    ? part[0]
    : sha256(
        Buffer.from([1]),
        root(part.slice(0, split(part.length))),
        root(part.slice(split(part.length))),
      )
/** Source: RFC 6962 section 2.1.1. */
const path = (index, part) => {
  if (part.length === 1) return []
  const at = split(part.length)
  return index < at
    ? [...path(index, part.slice(0, at)), root(part.slice(at))]
    : [...path(index - at, part.slice(at)), root(part.slice(0, at))]
}

const proof = (index, changes = {}) => ({
  canonicalizedBody: entries[index],
  inclusionProof: {
    logIndex: String(index),
    hashes: path(index, hashes),
    checkpoint: { envelope: checkpoint },
    ...changes,
  },
})
const check = (entry) => verifyMerkleInclusion(entry, verifyCheckpoint(entry, [log]))

for (const index of [0, 1, 255, 256, 417, 511, 512, size - 1]) check(proof(index))

const refuses = (entry, why) => assert.throws(() => check(entry), undefined, why)
const good = proof(417)
refuses({ ...good, canonicalizedBody: Buffer.from('another') }, 'another entry')
refuses(proof(417, { logIndex: '418' }), 'another index')
refuses(proof(417, { hashes: good.inclusionProof.hashes.slice(1) }), 'a shorter proof')
refuses(
  proof(417, { checkpoint: { envelope: checkpoint.replace(`\n${size}\n`, `\n${size + 1}\n`) } }),
  'another size',
)
console.log(`@sigstore/verify accepts the log ${name} of ${size} entries.`)
