import { createHmac } from 'node:crypto'
import {
  limiter,
  objectIn,
  type OutsideCall,
  type OutsideReply,
  type OutsideSystem,
  textIn,
} from './types.ts'

/** What an app of this company and its robot know. */
export const feishuSecrets = {
  appId: 'cli_1',
  appSecret: 'fs-secret',
  robotHook: 'fs-hook',
  robotSecret: 'fs-sign',
} as const

const people: { readonly [known: string]: string } = { '13800000001': 'ou_1', 'zhou@example.com': 'ou_2' }

/** Feishu as its documentation tells. */
export function feishu(): OutsideSystem {
  const taken: OutsideSystem['taken'] = []
  const perMinute = limiter(100, 60_000)
  const once = limiter(1, 3_600_000)
  const tasks = new Map<string, string>()
  let token = 'fs-token-1'

  const robot = ({ path, json, body, now }: OutsideCall): OutsideReply => {
    if (!path.endsWith(`/${feishuSecrets.robotHook}`)) return { body: { code: 19001, msg: 'param invalid' } }
    const timestamp = textIn(json['timestamp'])
    const sign = createHmac('sha256', `${timestamp}\n${feishuSecrets.robotSecret}`)
      .update('')
      .digest('base64')
    if (json['sign'] !== sign || Math.abs(now / 1000 - Number(timestamp)) > 3600)
      return {
        body: {
          code: 19021,
          msg: 'sign match fail or timestamp is not within one hour from current time',
        },
      }
    if (!perMinute('robot', now)) return { body: { code: 11232, msg: 'frequency limited psm' } }
    if (Buffer.byteLength(body) > 20_000) return { body: { code: 9499, msg: 'Bad Request' } }
    taken.push({ what: 'group', to: [], data: json['card'] ?? null })
    return { body: { code: 0, msg: 'success', data: {} } }
  }

  const message = ({ json, now }: OutsideCall): OutsideReply => {
    const to = textIn(json['receive_id'])
    if (!Object.values(people).includes(to))
      return { status: 400, body: { code: 230013, msg: 'Bot has NO availability to this user.' } }
    const uuid = textIn(json['uuid'])
    if (uuid.length > 50) return { status: 400, body: { code: 230001, msg: 'param is invalid' } }
    if (uuid === '' || once(uuid, now))
      taken.push({ what: 'message', to: [to], data: JSON.parse(textIn(json['content'])) })
    return { body: { code: 0, msg: 'success', data: { message_id: `om_${uuid.slice(0, 8)}` } } }
  }

  const task = ({ method, path, json }: OutsideCall): OutsideReply => {
    if (method === 'PATCH') {
      const guid = path.split('/').at(-1) ?? ''
      if (![...tasks.values()].includes(guid))
        return { status: 404, body: { code: 1470404, msg: 'not found' } }
      taken.push({ what: 'done', to: [], data: { guid, ...objectIn(json['task']) } })
      return { body: { code: 0, msg: 'success', data: { task: { guid } } } }
    }
    const client = textIn(json['client_token'])
    const known = tasks.get(client)
    const guid = known ?? `task-${tasks.size + 1}`
    if (known === undefined) taken.push({ what: 'todo', to: [], data: { guid, ...json } })
    tasks.set(client, guid)
    return { body: { code: 0, msg: 'success', data: { task: { guid } } } }
  }

  const person = ({ json }: OutsideCall): OutsideReply => {
    const asked = [json['mobiles'], json['emails']].flatMap((one) => (Array.isArray(one) ? one : []))
    const list = asked.flatMap((one) => {
      const id = people[textIn(one)]
      return id === undefined ? [{}] : [{ user_id: id }]
    })
    return { body: { code: 0, msg: 'success', data: { user_list: list } } }
  }

  const answer = (call: OutsideCall): OutsideReply | undefined => {
    const { path, headers, json } = call
    if (!path.startsWith('/open-apis/')) return undefined
    if (path.startsWith('/open-apis/bot/v2/hook/')) return robot(call)
    if (path.endsWith('/tenant_access_token/internal'))
      return json['app_id'] === feishuSecrets.appId && json['app_secret'] === feishuSecrets.appSecret
        ? { body: { code: 0, msg: 'ok', tenant_access_token: token, expire: 7200 } }
        : { body: { code: 10014, msg: 'app secret invalid' } }
    if (headers['authorization'] !== `Bearer ${token}`)
      return { status: 400, body: { code: 99991663, msg: 'Invalid access token' } }
    if (path === '/open-apis/im/v1/messages') return message(call)
    return path.startsWith('/open-apis/task/v2/tasks') ? task(call) : person(call)
  }
  return {
    answer,
    taken,
    expireTokens: () => {
      token = `${token}x`
    },
  }
}
