import { hash } from 'node:crypto'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Answered } from './server.ts'

type Riddle = { readonly token: string; readonly bits: number }

/** Whether an answer solves a riddle. */
export function isSolved({ token, bits }: Riddle, answer: string): boolean {
  return hash('sha256', `${token}:${answer}`, 'buffer').readUInt32BE(0) >>> (32 - bits) === 0
}

/** Solves a riddle as the page of a public form does. */
export function solveRiddle(riddle: Riddle): string {
  for (let number = 0; ; number += 1) {
    if (isSolved(riddle, String(number))) return String(number)
  }
}

/** Somebody who has nothing but a link. */
export type Stranger = {
  readonly page: () => Promise<{ status: number; body: Answered }>
  /** A fresh riddle with its answer, as a submission carries them. */
  readonly proof: (earlier?: string) => Promise<{ challenge: string; answer: string }>
  /** Solves a riddle and sends; `more` stands over the rest of the body. */
  readonly send: (values: unknown, more?: object) => Promise<{ status: number; body: Answered }>
  readonly raw: (options: InjectOptions) => Promise<LightMyRequestResponse>
}

/** A stranger at a link, `/f/…`. */
export function strangerAt(app: FastifyInstance, path: string, language: string = 'en'): Stranger {
  const token = path.split('/').at(-1) ?? ''
  const at = `/api/public/forms/${token}`
  const headers = { 'x-mortise': '1', 'accept-language': language }
  const call = async (options: InjectOptions): Promise<{ status: number; body: Answered }> => {
    const answer = await app.inject({ ...options, headers: { ...headers, ...options.headers } })
    return { status: answer.statusCode, body: answer.json() }
  }
  const proof: Stranger['proof'] = async (earlier) => {
    const payload = earlier === undefined ? {} : { earlier }
    const { body } = await call({ method: 'POST', url: `${at}/riddle`, payload })
    return { challenge: body.data.token, answer: solveRiddle(body.data) }
  }
  return {
    page: () => call({ method: 'GET', url: at }),
    proof,
    send: async (values, more = {}) =>
      call({
        method: 'POST',
        url: `${at}/submissions`,
        payload: { values, consent: '1', ...(await proof()), ...more },
      }),
    raw: (options) => app.inject({ ...options, headers: { ...headers, ...options.headers } }),
  }
}
