import {
  handOverShare,
  joinShares,
  makeOpeningKey,
  openedPrivateKey,
  openForOpening,
  sealForOpening,
} from '../../server/proposals/opening-key.ts'
import { newDataKey } from '../../server/proposals/envelope.ts'
import type { KeyShare } from '../../server/proposals/proposals.keys.model.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { localKeyring } from '../../server/platform/keyring.local.ts'

beforeAll(() => useConfig(readConfig({ NODE_ENV: 'test', SESSION_SECRET: 'x'.repeat(32) })))

const bound = { challengeId: 'c', proposalId: 'p', supplierId: 's', part: 'version 1' }
const holders = ['officer-a', 'officer-b', 'brokerage']
const share = (shares: KeyShare[], holder: string) => shares.find((one) => one.holder === holder) as KeyShare

describe('the opening key of a challenge', () => {
  it('is made by any two of its holders, and opens what was sealed for it alone', async () => {
    const { publicKey, shares } = await makeOpeningKey('c', holders)
    const dataKey = newDataKey()
    const sealed = await sealForOpening(publicKey, dataKey, bound)
    for (const pair of [
      ['officer-a', 'officer-b'],
      ['officer-b', 'brokerage'],
      ['brokerage', 'officer-a'],
    ]) {
      const openedKey = await joinShares(
        'c',
        publicKey,
        pair.map((holder) => share(shares, holder)),
      )
      const privateKey = await openedPrivateKey('c', openedKey)
      expect((await openForOpening(sealed, privateKey, bound)).equals(dataKey)).toBe(true)
      await expect(openForOpening(sealed, privateKey, { ...bound, version: 2 } as never)).rejects.toThrow(
        'not whole',
      )
      await expect(openForOpening(sealed, privateKey, { ...bound, proposalId: 'q' })).rejects.toThrow(
        'not whole',
      )
    }
  })

  it('is not made by one holder, nor by shares of another challenge, nor by a share under another name', async () => {
    const { publicKey, shares } = await makeOpeningKey('c', holders)
    const other = await makeOpeningKey('d', holders)
    const a = share(shares, 'officer-a')
    await expect(joinShares('c', publicKey, [a])).rejects.toThrow('do not make the key')
    await expect(joinShares('c', publicKey, [a, a])).rejects.toThrow('do not make the key')
    await expect(joinShares('c', publicKey, [a, share(other.shares, 'officer-b')])).rejects.toThrow(
      'was not wrapped for',
    )
    // Genuine shares of this challenge, and the public half of another.
    const b = share(shares, 'officer-b')
    await expect(joinShares('c', other.publicKey, [a, b])).rejects.toThrow('do not make the key')
    const renamed = { ...share(shares, 'officer-b'), holder: 'brokerage' }
    await expect(joinShares('c', publicKey, [a, renamed])).rejects.toThrow('was not wrapped for')
  })

  it('goes on working when a share is handed over, and only under the new holder’s name', async () => {
    const { publicKey, shares } = await makeOpeningKey('c', holders)
    const given = await handOverShare('c', share(shares, 'officer-a'), 'officer-c')
    await expect(joinShares('c', publicKey, [given, share(shares, 'brokerage')])).resolves.toBeInstanceOf(
      Buffer,
    )
    await expect(handOverShare('d', given, 'officer-e')).rejects.toThrow('was not wrapped for')
  })
})

describe('a ring of keys', () => {
  const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  it('unwraps what an older key wrapped, for what it was wrapped for and nothing else', async () => {
    const wrapped = await localKeyring([first]).wrap(Buffer.from('a key'), 'this')
    const turned = localKeyring([second, first])
    expect((await turned.unwrap(wrapped, 'this')).toString()).toBe('a key')
    await expect(turned.unwrap(wrapped, 'that')).rejects.toThrow('not wrapped for that')
    await expect(localKeyring([second]).unwrap(wrapped, 'this')).rejects.toThrow('not on the ring')
    for (let place = 0; place < wrapped.length; place += 1) {
      const changed = Buffer.from(wrapped)
      changed[place] = (changed[place] ?? 0) ^ 1
      await expect(turned.unwrap(changed, 'this')).rejects.toThrow(/not wrapped for|not on the ring/)
    }
  })
})
