// @vitest-environment node
import { expect, it } from 'vitest'
import {
  checkProof,
  commitmentOf,
  isIncluded,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseProof,
  parseVkey,
  readExtra,
  signersOf,
  toHex,
} from '../../portal/tlog.js'

// The worked example of docs/formats, computed and checked by an independent implementation.
const vkey = 'log.example.org/charity+e40aa930+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4'
const witness = 'witness.example.org/w1+f3c080b6+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X'
const checkpoint = `log.example.org/charity
3
1BhuPAWmIM5hOX6Di/vXbm8n5tfaoTxZ64Ko4JRgjhw=

— log.example.org/charity 5AqpMA2uz7zevqZcOomzONLr98DcswpZjYMEZQXwjTRMGxnbFsIL2PXWnFbVwbcWSHe7nQBIb1xxi16YIDtVy5rtDAE=
— witness.example.org/w1 88CAtgAAAABpVbkANEZ1c+pYONuQLwUDXzEJNuK5oGsSzxlF1ctVlAdKVIsL2mhXKGEgCCZxs/Fn47w1XzXaShoTWYqw9qJ75mz1Bw==
`
const proof = `c2sp.org/tlog-proof@v1
index 1
KhWNiv1I4/iMtBld/bKp5IF9lfpX/TREDZP5quXE+Cs=
+TGWLwkXw0bURyk8B7aHrhYJ9wA/ikSganXEFFseGSk=

${checkpoint}`

const encode = (text: string) => new TextEncoder().encode(text)

it('hashes leaves as RFC 6962 does', async () => {
  const leaves = ['alpha', 'bravo', 'charlie'].map((text) => leafHash(encode(text)))
  expect((await Promise.all(leaves)).map(toHex)).toEqual([
    '2a158d8afd48e3f88cb4195dfdb2a9e4817d95fa57fd34440d93f9aae5c4f82b',
    '798e6a07734241cb4ee9e30a512d3ac722a5fde3cbf9340755301d2715fd7810',
    'f931962f0917c346d447293c07b687ae1609f7003f8a44a06a75c4145b1e1929',
  ])
})

it('leads the example from its leaf to its root', async () => {
  const { index, hashes, note } = parseProof(encode(proof))
  const head = parseCheckpoint(note.text)
  expect(toHex(head.root)).toBe('d4186e3c05a620ce61397e838bfbd76e6f27e6d7daa13c59eb82a8e094608e1c')
  expect(head.size).toBe(3n)
  expect(await isIncluded(index, head, await leafHash(encode('bravo')), hashes)).toBe(true)
  expect(await isIncluded(index, head, await leafHash(encode('alpha')), hashes)).toBe(false)
  expect(await isIncluded(2n, head, await leafHash(encode('bravo')), hashes)).toBe(false)
  expect(await isIncluded(3n, head, await leafHash(encode('bravo')), hashes)).toBe(false)
  expect(await isIncluded(index, head, await leafHash(encode('bravo')), hashes.slice(1))).toBe(false)
  expect(await isIncluded(index, head, await leafHash(encode('bravo')), [...hashes, ...hashes])).toBe(false)
})

it('knows keys whose id is that of their bytes, and refuses others', async () => {
  expect(await parseVkey(vkey)).toMatchObject({ name: 'log.example.org/charity', kind: 1, id: 'e40aa930' })
  expect(await parseVkey(witness)).toMatchObject({ kind: 4, id: 'f3c080b6' })
  await expect(parseVkey(vkey.replace('e40aa930', 'e40aa931'))).rejects.toThrow('vkey')
  await expect(parseVkey(vkey.replace('charity', 'charitY'))).rejects.toThrow('vkey')
})

it('finds the signatures of the example good, and each with one flipped byte false', async () => {
  const known = await Promise.all([vkey, witness].map(parseVkey))
  const good = await signersOf(parseNote(checkpoint), known)
  expect(good).toMatchObject([
    { name: 'log.example.org/charity', time: null, state: 'good' },
    { name: 'witness.example.org/w1', time: new Date('2026-01-01T00:00:00Z'), state: 'good' },
  ])
  const other = parseNote(checkpoint.replace('charity\n3', 'charity\n4'))
  expect((await signersOf(other, known)).map(({ state }) => state)).toEqual(['bad', 'bad'])
  const note = parseNote(checkpoint)
  for (const { bytes } of note.signatures) bytes[20] = (bytes[20] ?? 0) ^ 1
  expect((await signersOf(note, known)).map(({ state }) => state)).toEqual(['bad', 'bad'])
})

it('refuses notes with control characters, without signature or without a last line end', () => {
  for (const text of ['a\n\n', 'a\n', `${checkpoint}x`, checkpoint.replace('3\n', '3\r\n'), checkpoint.slice(0, -1)]) {
    expect(() => parseNote(text)).toThrow()
  }
  expect(() => parseCheckpoint('log\n03\n1BhuPAWmIM5hOX6Di/vXbm8n5tfaoTxZ64Ko4JRgjhw=\n')).toThrow('number')
})

it('computes the commitment of the example', async () => {
  const salt = Array.from({ length: 32 }, (_, at) => (0x40 + at).toString(16)).join('')
  const value = '{"name":"张三","phone":"13800000000"}'
  expect(await commitmentOf({ field: 'donor', salt, value })).toBe(
    '8e86de1a61a822d638c7717a7c236ab2c50ee699a8c25045dbde4094cbb99db3',
  )
})

it('reads the leaf on the first line and disclosures below it', () => {
  const salt = 'ab'.repeat(32)
  const extra = encode(`{"v":1}\n${JSON.stringify({ field: 'donor', salt, value: '孟小舟' })}`)
  expect(readExtra(extra)).toMatchObject({ facts: { v: 1 }, disclosures: [{ field: 'donor', salt, value: '孟小舟' }] })
  expect(() => readExtra(encode('alpha'))).toThrow('leaf')
  expect(() => readExtra(encode('{"v":1}\n{"field":"donor"}'))).toThrow('disclosure')
})

// A log of five made here, whose second entry is a gift with a donor who is disclosed.

async function madeProof() {
  const disclosure = { field: 'donor', salt: '5a'.repeat(32), value: '孟小舟' }
  const leaf = JSON.stringify({ v: 1, type: 'gift', commit: { donor: await commitmentOf(disclosure) } })
  const leaves = await Promise.all(['a', leaf, 'c', 'd', 'e'].map((text) => leafHash(encode(text))))
  const [a = leafless, b = leafless, c = leafless, d = leafless, e = leafless] = leaves
  const node = async (left: Uint8Array, right: Uint8Array) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from([1, ...left, ...right])))
  const cd = await node(c, d)
  const root = await node(await node(await node(a, b), cd), e)
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const made = await keyOf(pair, 'book.example.org/log/320700', 1)
  const witnessPair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const madeWitness = await keyOf(witnessPair, 'w.example.org', 4)
  const text = `book.example.org/log/320700\n5\n${base64(root)}\n`
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, encode(text)))
  const time = Uint8Array.from([0, 0, 0, 0, 0x69, 0x55, 0xb9, 0])
  const signed = encode(`cosignature/v1\ntime ${0x6955b900}\n${text}`)
  const cosigned = new Uint8Array(await crypto.subtle.sign('Ed25519', witnessPair.privateKey, signed))
  const extra = encode(`${leaf}\n${JSON.stringify(disclosure)}`)
  const renamed = await keyOf(pair, 'book.example.org/log/320700/since-1795638720', 1)
  return {
    vkey: made.vkey,
    renamed: renamed.vkey,
    witness: madeWitness.vkey,
    bytes: encode(
      `c2sp.org/tlog-proof@v1\nextra ${base64(extra)}\nindex 1\n${[a, cd, e].map(base64).join('\n')}\n\n${text}\n` +
        `— book.example.org/log/320700 ${base64(Uint8Array.from([...made.id, ...signature]))}\n` +
        `— w.example.org ${base64(Uint8Array.from([...madeWitness.id, ...time, ...cosigned]))}\n`,
    ),
  }
}

const leafless = new Uint8Array(32)

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

async function keyOf(pair: CryptoKeyPair, name: string, kind: number) {
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const bytes = Uint8Array.from([kind, ...raw])
  const hash = await crypto.subtle.digest('SHA-256', Uint8Array.from([...encode(`${name}\n`), ...bytes]))
  const id = new Uint8Array(hash).subarray(0, 4)
  return { id, vkey: `${name}+${toHex(id)}+${base64(bytes)}` }
}

it('says of a good proof what was found', async () => {
  const made = await madeProof()
  const found = await checkProof(made.bytes, made.vkey, [made.witness])
  expect(found).toMatchObject({ index: 1n, size: 5n, signed: true, disclosures: [{ value: '孟小舟' }] })
  expect(found.witnesses).toMatchObject([{ name: 'w.example.org', time: new Date('2026-01-01T00:00:00Z') }])
  await expect(checkProof(made.bytes, vkey)).rejects.toThrow('origin')
})

it('accepts a proof that is older than the present name of its log, and says so', async () => {
  const made = await madeProof()
  expect(await checkProof(made.bytes, made.vkey)).toMatchObject({ isFormer: false, signed: true })
  expect(await checkProof(made.bytes, made.renamed)).toMatchObject({ isFormer: true, signed: true })
  const stranger = (await madeProof()).renamed
  await expect(checkProof(made.bytes, stranger)).rejects.toThrow('unsigned')
})

it('refuses each byte of a proof that is flipped, or misses the witness', async () => {
  const made = await madeProof()
  const judge = async (bytes: Uint8Array<ArrayBuffer>) => {
    try {
      return (await checkProof(bytes, made.vkey, [made.witness])).witnesses.length
    } catch {
      return 'refused'
    }
  }
  expect(await judge(made.bytes)).toBe(1)
  const witnessLine = new TextDecoder().decode(made.bytes).indexOf('\n— w.example.org')
  const start = encode(new TextDecoder().decode(made.bytes).slice(0, witnessLine + 1)).length
  for (let at = 0; at < made.bytes.length; ++at) {
    for (const bit of [1, 0x80]) {
      const bytes = made.bytes.slice()
      bytes[at] = (bytes[at] ?? 0) ^ bit
      // A line of another name is of a witness nobody knows, which the format passes over.
      const allowed = at < start ? ['refused'] : ['refused', 0]
      expect(allowed, `byte ${at}`).toContain(await judge(bytes))
    }
  }
}, 60_000)
