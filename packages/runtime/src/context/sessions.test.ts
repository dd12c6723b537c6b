import { expect, it } from 'vitest'
import { openSessions, type Session } from './sessions.ts'

const session = (id: string): Session => ({ id }) as unknown as Session

function house(): {
  readonly asked: (readonly string[])[]
  readonly live: Set<string>
  readonly sessions: ReturnType<typeof openSessions>
  readonly pass: (ms: number) => void
} {
  const asked: (readonly string[])[] = []
  const live = new Set(['a', 'b', 'c'])
  let now = 1000
  const sessions = openSessions(
    {
      sessionsByTokens: async (tokens) => {
        asked.push(tokens)
        return Promise.resolve(
          new Map(tokens.filter((one) => live.has(one)).map((one) => [one, session(one)])),
        )
      },
    },
    { maxAgeMs: 500, clock: () => now },
  )
  return { asked, live, sessions, pass: (ms) => (now += ms) }
}

it('asks once a moment for all that are in use', async () => {
  const { asked, sessions, pass } = house()
  for (const token of ['a', 'b', 'c', 'a', 'b', 'c']) expect((await sessions.find(token))?.id).toBe(token)
  expect(asked).toHaveLength(3)
  pass(501)
  expect((await Promise.all(['a', 'b', 'c'].map((one) => sessions.find(one)))).map((one) => one?.id)).toEqual(
    ['a', 'b', 'c'],
  )
  expect(asked.slice(3)).toEqual([['a', 'b', 'c']])
})

it('leaves those alone that nobody uses any more', async () => {
  const { asked, sessions, pass } = house()
  for (const token of ['a', 'b']) await sessions.find(token)
  pass(501)
  await sessions.find('a')
  pass(501)
  await sessions.find('a')
  expect(asked.at(-1)).toEqual(['a'])
})

it('believes an ended session no longer than its age, and not at all after a change', async () => {
  const { live, sessions, pass } = house()
  await sessions.find('a')
  live.delete('a')
  expect(await sessions.find('a')).not.toBeNull()
  sessions.expire()
  expect(await sessions.find('a')).toBeNull()
  live.add('a')
  expect(await sessions.find('a')).not.toBeNull()
  pass(501)
  live.delete('a')
  expect(await sessions.find('a')).toBeNull()
})

it('keeps nothing of an answer that a change overtook', async () => {
  const { asked, sessions, live } = house()
  const first = sessions.find('a')
  live.delete('a')
  sessions.expire()
  await first
  expect(await sessions.find('a')).toBeNull()
  expect(asked).toHaveLength(2)
})
