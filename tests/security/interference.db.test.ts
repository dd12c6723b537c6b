import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Caller } from '../../apps/server/src/testing/server.ts'
import { type Question, question } from './questions.ts'
import { readable } from './world/readable.ts'
import { openTwin, type Twin } from './world/twins.ts'

const questions = Number(process.env['MORTISE_QUESTIONS'] ?? 150)
const seed = Number(process.env['MORTISE_SEED'] ?? Date.now() % 1_000_000)
/** Fewer than the server lets one session ask in a minute. */
const perSession = 1_000

let twins: readonly [Twin, Twin]
beforeAll(async () => {
  twins = [await openTwin('a'), await openTwin('b')]
}, 180_000)
afterAll(() => Promise.all((twins ?? []).map((one) => one.server.close())))

function filled(twin: Twin, text: string): string {
  return text.replace(
    /(?:\{|%7B)(\w+(?: |%20)(?:\w+(?: |%20))?\w+)(?:\}|%7D)/g,
    (whole, name: string) => twin.ids.get(name.replaceAll('%20', ' ')) ?? whole,
  )
}

type Answer = { readonly status: number; readonly body: string; readonly cursor: string | undefined }

async function ask(
  twin: Twin,
  by: Caller,
  given: { readonly question: Question; readonly cursor?: string | undefined },
): Promise<Answer> {
  const { method, url, payload } = given.question
  const { cursor } = given
  const inBody = payload !== undefined
  const to = cursor === undefined || inBody ? url : `${url}&cursor=${cursor}`
  const body = !inBody
    ? undefined
    : {
        ...(JSON.parse(filled(twin, JSON.stringify(payload))) as object),
        ...(cursor === undefined ? {} : { cursor }),
      }
  const answer = await by.raw({
    method,
    url: filled(twin, to),
    ...(body === undefined ? {} : { payload: body }),
  } as never)
  const text = readable(answer.rawPayload)
  return {
    status: answer.statusCode,
    // How long records wait goes on between two questions.
    body: twin.masked(text).replaceAll(/"waiting":[\d.e-]+/g, '"waiting":0'),
    cursor: /"nextCursor":"([\w-]+)"/.exec(text)?.[1],
  }
}

function firstDifference(a: Answer, b: Answer): string {
  const at = [...a.body].findIndex((sign, index) => sign !== b.body[index])
  const around = ({ status, body }: Answer): string =>
    `${status} …${body.slice(Math.max(0, at - 200), at + 200)}`
  return `${around(a)}\n${around(b)}`
}

it(`answers ${questions} questions with the same bytes, whatever is hidden from who asks`, async () => {
  let callers: readonly [Caller, Caller] | undefined
  const statuses = new Map<number, number>()
  const differing: string[] = []
  const faults: string[] = []
  let asked = 0
  for (const [at, one] of fc.sample(question, { numRuns: questions, seed }).entries()) {
    if (callers === undefined || at % perSession === 0)
      callers = [await twins[0].signIn(), await twins[1].signIn()]
    let cursors: readonly (string | undefined)[] = [undefined, undefined]
    for (let page = 0; page < 3; page += 1) {
      const [a, b] = [
        await ask(twins[0], callers[0], { question: one, cursor: cursors[0] }),
        await ask(twins[1], callers[1], { question: one, cursor: cursors[1] }),
      ]
      asked += 1
      statuses.set(a.status, (statuses.get(a.status) ?? 0) + 1)
      if (a.status !== b.status || a.body !== b.body)
        differing.push(`question ${at}: ${JSON.stringify(one)}\n${firstDifference(a, b)}`)
      if (a.status >= 500) faults.push(`${a.status} ${JSON.stringify(one)}`)
      cursors = [a.cursor, b.cursor]
      if (one.pages !== true || a.cursor === undefined || b.cursor === undefined) break
    }
  }
  expect(differing.slice(0, 12), `seed ${seed}, ${differing.length} of ${asked}`).toEqual([])
  expect(faults.slice(0, 12), `seed ${seed}`).toEqual([])
  process.stdout.write(`${asked} answers alike, by status ${JSON.stringify([...statuses].toSorted())}\n`)
  // Questions that are all refused would prove nothing.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(questions / 4)
}, 900_000)
