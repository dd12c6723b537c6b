import type { Json } from '@mortise/expressions'
import type { MortiseError } from '@mortise/errors'
import type { ConnectorContext, ConnectorResult, HttpRequest } from './define.ts'
import { errors, failure } from './errors.ts'

/** A JSON object as systems outside answer it. */
export type Answer = { readonly [key: string]: Json }

/** An answer, or why there is none. */
export type Called =
  | { readonly answer: Answer; readonly failed?: undefined }
  | { readonly failed: ConnectorResult; readonly answer?: undefined }

/** A part of an answer that is an object; empty where it is none. */
export function partOf(value: Json | undefined): Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Answer) : {}
}

/** A list within an answer. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

/** A text or number of an answer, as text. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Sends a call and reads the JSON object that comes back, whatever its status: many systems tell failures that way. */
export async function callJson(ctx: ConnectorContext, system: string, request: HttpRequest): Promise<Called> {
  let status: number
  let body: string
  try {
    ;({ status, body } = await ctx.http(request))
  } catch {
    return { failed: failure(errors.CONNECTOR_UNREACHABLE({ system })) }
  }
  const answer = readObject(body)
  if (answer !== undefined) {
    const busy = status === 429 || status >= 500
    return busy ? { failed: failure(errors.CONNECTOR_BUSY({ system, status })) } : { answer }
  }
  const wrong = status === 429 || status >= 500 ? errors.CONNECTOR_BUSY : errors.CONNECTOR_REFUSED
  return { failed: failure(wrong({ system, status })) }
}

function readObject(body: string): Answer | undefined {
  try {
    const json = JSON.parse(body) as Json
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Answer) : undefined
  } catch {
    return undefined
  }
}

/** Posts JSON. */
export function postJson(url: string, body: Json, headers: HttpRequest['headers'] = {}): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  }
}

type Make = (params: { readonly [name: string]: string }) => MortiseError

/** What codes of a system mean here. Codes that nobody lists are told with the system's own words. */
export type CodeTable = readonly (readonly [Make, readonly (string | number)[]])[]

/** The failure for a code of a system. */
export function failureFor(
  table: CodeTable,
  said: { readonly system: string; readonly code: string; readonly text: string },
): ConnectorResult {
  const make = table.find(([, codes]) => codes.some((one) => String(one) === said.code))?.[0]
  const { system, code } = said
  const text = said.text.slice(0, 300)
  return failure((make ?? errors.CONNECTOR_SAID)({ system, code, text }))
}
