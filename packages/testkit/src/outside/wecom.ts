import {
  limiter,
  objectIn,
  type OutsideCall,
  type OutsideReply,
  type OutsideSystem,
  textIn,
} from './types.ts'

/** What an app of this company and its robot know. */
export const wecomSecrets = {
  corpId: 'wx-corp',
  agentId: '1000002',
  secret: 'wx-secret',
  robotKey: 'wx-robot',
} as const

const people: { readonly [known: string]: string } = { '13800000001': 'w1', 'zhou@example.com': 'w2' }
const bytes = (text: string): number => Buffer.byteLength(text)

/** WeCom as its documentation tells: everything comes with status 200. */
export function wecom(): OutsideSystem {
  const taken: OutsideSystem['taken'] = []
  const perMinute = limiter(20, 60_000)
  const toMember = limiter(30, 60_000)
  const double = limiter(1, 1800_000)
  let token = 'wx-token-1'
  let count = 0

  const robot = ({ query, json, now }: OutsideCall): OutsideReply => {
    if (query.get('key') !== wecomSecrets.robotKey)
      return { body: { errcode: 93000, errmsg: 'invalid webhook url' } }
    if (!perMinute('robot', now)) return { body: { errcode: 45009, errmsg: 'api freq out of limit' } }
    const content = textIn(objectIn(json['markdown'])['content'])
    if (bytes(content) > 4096)
      return { body: { errcode: 40058, errmsg: 'markdown.content exceed max length' } }
    taken.push({ what: 'group', to: [], data: { content } })
    return { body: { errcode: 0, errmsg: 'ok' } }
  }

  const send = ({ json, now }: OutsideCall): OutsideReply => {
    if (json['agentid'] !== Number(wecomSecrets.agentId))
      return { body: { errcode: 301002, errmsg: 'not allow operate another agent' } }
    const ids = textIn(json['touser']).split('|')
    const known = ids.filter((id) => Object.values(people).includes(id))
    if (known.length === 0) return { body: { errcode: 81013, errmsg: 'user & party & tag all invalid' } }
    if (!known.every((id) => toMember(id, now)))
      return { body: { errcode: 45033, errmsg: 'api concurrent out of limit' } }
    const card = objectIn(json['textcard'])
    if (bytes(textIn(card['title'])) > 128 || bytes(textIn(card['description'])) > 512)
      return { body: { errcode: 40058, errmsg: 'textcard too long' } }
    count += 1
    const said = JSON.stringify([json['textcard'], json['text'], ids])
    if (json['enable_duplicate_check'] !== 1 || double(said, now))
      taken.push({ what: 'message', to: known, data: json['textcard'] ?? json['text'] ?? null })
    return { body: { errcode: 0, errmsg: 'ok', invaliduser: '', msgid: `msg-${count}` } }
  }

  const answer = (call: OutsideCall): OutsideReply | undefined => {
    const { path, query, json } = call
    if (!path.startsWith('/cgi-bin/')) return undefined
    if (path === '/cgi-bin/webhook/send') return robot(call)
    if (path === '/cgi-bin/gettoken') {
      const right =
        query.get('corpid') === wecomSecrets.corpId && query.get('corpsecret') === wecomSecrets.secret
      return right
        ? { body: { errcode: 0, errmsg: 'ok', access_token: token, expires_in: 7200 } }
        : { body: { errcode: 40001, errmsg: 'invalid credential' } }
    }
    if (query.get('access_token') !== token)
      return { body: { errcode: 40014, errmsg: 'invalid access_token' } }
    if (path === '/cgi-bin/message/send') return send(call)
    if (path === '/cgi-bin/message/recall') {
      taken.push({ what: 'recall', to: [], data: { id: json['msgid'] ?? '' } })
      return { body: { errcode: 0, errmsg: 'ok' } }
    }
    const found = people[textIn(json['mobile'] ?? json['email'])]
    return found === undefined
      ? { body: { errcode: 46004, errmsg: 'user no exist' } }
      : { body: { errcode: 0, userid: found } }
  }
  return {
    answer,
    taken,
    expireTokens: () => {
      token = `${token}x`
    },
  }
}
