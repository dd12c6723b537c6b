import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aliyunSignature } from './aliyun-sms/sign.ts'
import { base64, cutBytes, hex } from './bytes.ts'
import { robotSignature as dingtalkSignature } from './dingtalk/messages.ts'
import { robotSignature as feishuSignature } from './feishu/messages.ts'
import { tencentAuthorization } from './tencent-sms/sign.ts'

const ctx = {
  hmac: (key: string | Uint8Array, text: string) =>
    Promise.resolve<Uint8Array>(createHmac('sha256', key).update(text).digest()),
  sha256: (text: string) => Promise.resolve(createHash('sha256').update(text).digest('hex')),
}

describe('signatures', () => {
  // Worked out by the documented rule: its documentation prints no example.
  it('of a DingTalk robot', async () => {
    expect(await dingtalkSignature('SECtest', 1577262236757, ctx)).toBe(
      'Za%2Fne6w2koB8B4ROVlgTNd%2FX%2B%2FFbyDpZrXLz57xNZSA%3D',
    )
  })

  // Worked out by the documented rule, as above.
  it('of a Feishu robot', async () => {
    expect(await feishuSignature('test', '1599360473', ctx)).toBe(
      'NVcdmaRhTlOqmXksontxmKEP4AYWAMD5VOczwSqarks=',
    )
  })

  // Printed in the documentation of the signature.
  it('of Aliyun', async () => {
    const headers = {
      host: 'ecs.cn-shanghai.aliyuncs.com',
      'x-acs-action': 'RunInstances',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-acs-date': '2023-10-26T10:22:32Z',
      'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
      'x-acs-version': '2014-05-26',
    }
    const query = {
      ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
      RegionId: 'cn-shanghai',
    }
    const call = { method: 'POST', path: '/', query, headers, body: '' }
    expect((await aliyunSignature('YourAccessKeySecret', call, ctx)).signature).toBe(
      '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    )
  })

  // Printed in the documentation of the signature.
  it('of Tencent Cloud', async () => {
    const call = {
      service: 'cvm',
      host: 'cvm.tencentcloudapi.com',
      contentType: 'application/json; charset=utf-8',
      timestamp: 1551113065,
      body: String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
    }
    const account = { id: 'id', secret: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE' }
    expect(await tencentAuthorization(account, call, ctx)).toContain(
      'Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
    )
  })
})

describe('bytes', () => {
  it('are written as others write them, and cut between letters', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme' }), fc.nat(40), (bytes, text, most) => {
        expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
        expect(hex(bytes)).toBe(Buffer.from(bytes).toString('hex'))
        const cut = cutBytes(text, most)
        expect(text.startsWith(cut)).toBe(true)
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most)
      }),
    )
  })
})
