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
export const dingtalkSecrets = {
  appKey: 'ding-key',
  appSecret: 'ding-secret',
  agentId: '77',
  robotToken: 'ding-robot',
  robotSecret: 'SECding',
} as const

const people: { readonly [mobile: string]: { readonly id: string; readonly union: string } } = {
  '13800000001': { id: 'd1', union: 'u1' },
  '13800000002': { id: 'd2', union: 'u2' },
}

const hourMs = 3_600_000

/** DingTalk as its documentation tells: failures of the older interface come with status 200. */
export function dingtalk(): OutsideSystem {
  const taken: OutsideSystem['taken'] = []
  const perMinute = limiter(20, 60_000)
  const sameText = limiter(1, 24 * hourMs)
  let token = 'ding-token-1'
  const todos = new Map<string, string>()

  const robot = ({ query, json, now }: OutsideCall): OutsideReply => {
    const at = Number(query.get('timestamp'))
    const sign = createHmac('sha256', dingtalkSecrets.robotSecret)
      .update(`${at}\n${dingtalkSecrets.robotSecret}`)
      .digest('base64')
    const right = query.get('access_token') === dingtalkSecrets.robotToken && query.get('sign') === sign
    if (!right || Math.abs(now - at) > hourMs) return { body: { errcode: 310000, errmsg: 'sign not match' } }
    if (!perMinute('robot', now))
      return { body: { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' } }
    taken.push({ what: 'group', to: [], data: objectIn(json['markdown']) })
    return { body: { errcode: 0, errmsg: 'ok' } }
  }

  const notice = ({ json, now }: OutsideCall): OutsideReply => {
    const ids = textIn(json['userid_list']).split(',')
    if (textIn(json['agent_id']) !== dingtalkSecrets.agentId)
      return { body: { errcode: 60011, errmsg: 'no privilege to access' } }
    if (ids.length > 100) return { body: { errcode: 34, errmsg: 'too many users' } }
    // The same words to the same person are taken once a day; the answer does not tell.
    const reached = ids.filter((id) => sameText(`${id} ${JSON.stringify(json['msg'])}`, now))
    if (reached.length > 0) taken.push({ what: 'notice', to: reached, data: json['msg'] ?? null })
    return { body: { errcode: 0, task_id: 123 + taken.length, request_id: 'r' } }
  }

  const todo = ({ method, path, json }: OutsideCall): OutsideReply => {
    const [union = '', task] = path.slice('/v1.0/todo/users/'.length).replace('/tasks', '').split('/')
    if (method === 'PUT') {
      if (![...todos.values()].includes(task ?? ''))
        return { status: 404, body: { code: 'task.NotFound', message: 'task not exist' } }
      taken.push({ what: 'done', to: [union], data: { id: task ?? '', done: json['done'] ?? false } })
      return { body: { result: true } }
    }
    const { sourceId, subject } = json
    if (textIn(subject).length > 1024)
      return { status: 400, body: { code: 'param.Error', message: 'subject' } }
    const known = todos.get(textIn(sourceId))
    if (known !== undefined) return { body: { id: known } }
    const id = `todo-${todos.size + 1}`
    todos.set(textIn(sourceId), id)
    taken.push({ what: 'todo', to: [union], data: { id, ...json } })
    return { body: { id } }
  }

  const person = ({ path, json }: OutsideCall): OutsideReply => {
    if (path.endsWith('getbymobile')) {
      const found = people[textIn(json['mobile'])]
      return found === undefined
        ? { body: { errcode: 60121, errmsg: 'user not found' } }
        : { body: { errcode: 0, result: { userid: found.id } } }
    }
    const found = Object.values(people).find(({ id }) => id === json['userid'])
    return { body: { errcode: 0, result: { unionid: found?.union ?? '' } } }
  }

  const answer = (call: OutsideCall): OutsideReply | undefined => {
    const { path, query, headers, json } = call
    if (path === '/robot/send') return robot(call)
    if (path === '/v1.0/oauth2/accessToken')
      return json['appKey'] === dingtalkSecrets.appKey && json['appSecret'] === dingtalkSecrets.appSecret
        ? { body: { accessToken: token, expireIn: 7200 } }
        : { status: 400, body: { code: 'invalidClientIdOrSecret', message: 'wrong' } }
    if (path.startsWith('/topapi/')) {
      if (query.get('access_token') !== token)
        return { body: { errcode: 40014, errmsg: 'invalid access_token' } }
      return path.includes('asyncsend_v2') ? notice(call) : person(call)
    }
    if (!path.startsWith('/v1.0/todo/')) return undefined
    return headers['x-acs-dingtalk-access-token'] === token
      ? todo(call)
      : { status: 400, body: { code: 'InvalidAuthentication', message: 'wrong token' } }
  }
  return {
    answer,
    taken,
    expireTokens: () => {
      token = `${token}x`
    },
  }
}
