import { multipart } from '../../../apps/server/src/testing/server.ts'
import type { Stranger } from '../../../apps/server/src/testing/stranger.ts'
import type { World } from '../world/world.ts'
import { type Chance, naughty, odd } from './attacks.ts'

/** Records that a form offers, by what this link calls them, for each of its fields. */
export type Offered = { readonly partner: string; readonly partners: string }

/** One call by a stranger on the form where records are chosen, and what must become of it. */
export type Call = {
  readonly kind: string
  readonly to: 'submissions' | 'choices' | 'files'
  readonly body: object
  /** Whether a file of this visit is sent along. */
  readonly file?: { readonly name: string; readonly content: string }
  readonly statuses: readonly number[]
  /** The record that must be there afterwards, by its name. */
  readonly wanted?: {
    readonly name: string
    readonly partner: boolean
    readonly partners: boolean
    readonly paper: boolean
  }
}

const png = '\u0089PNG\r\n\u001a\npicture'

/** The makers of such calls, each as often as it stands here. */
export function callsOn(
  world: World,
  { partner, partners }: Offered,
): readonly ((n: number, chance: Chance) => Call)[] {
  const name = (n: number): string => `choosing ${n}`
  const any = (chance: Chance): unknown => (chance.below(2) === 0 ? chance.of(odd) : chance.of(naughty))
  const made = '01234567-89ab-4cde-8f01-23456789abcd'
  const never = (chance: Chance): unknown =>
    chance.of<unknown>([
      made,
      world.partners.mine,
      world.partners.hidden,
      world.vaults.west,
      partners.toUpperCase(),
      any(chance),
    ])
  const isNothing = (value: unknown): boolean =>
    value === null || value === '' || (Array.isArray(value) && value.length === 0)
  return [
    (n) => ({
      kind: 'chosen as it is offered',
      to: 'submissions',
      body: { values: { name: name(n), partner, partners: [partners] } },
      statuses: [201],
      wanted: { name: name(n), partner: true, partners: true, paper: false },
    }),
    (n, chance) => {
      const value = chance.of([never(chance), partners, [partner], { id: partner }])
      return isNothing(value)
        ? {
            kind: 'nothing chosen',
            to: 'submissions',
            body: { values: { name: name(n), partner: value } },
            statuses: [201],
            wanted: { name: name(n), partner: false, partners: false, paper: false },
          }
        : {
            kind: 'one that is not offered',
            to: 'submissions',
            body: { values: { name: name(n), partner: value } },
            statuses: [400, 422],
          }
    },
    (n, chance) => {
      const value = chance.of<unknown>([
        [never(chance)],
        [partners, never(chance)],
        [partner],
        partners,
        { 0: partners },
        [[partners]],
        Array.from({ length: 101 }, () => partners),
        any(chance),
      ])
      return isNothing(value)
        ? {
            kind: 'none of several',
            to: 'submissions',
            body: { values: { name: name(n), partners: value } },
            statuses: [201],
            wanted: { name: name(n), partner: false, partners: false, paper: false },
          }
        : {
            kind: 'several, one not offered',
            to: 'submissions',
            body: { values: { name: name(n), partners: value } },
            statuses: [400, 422],
          }
    },
    (n, chance) => ({
      kind: 'fields behind what is chosen',
      to: 'submissions',
      body: {
        values: {
          name: name(n),
          partner,
          [chance.of([
            'partner.note',
            'partner.name',
            'partners.note',
            'partner_note',
            'items',
            'cost',
            world.names.field,
            'choices_1',
            'html',
            'c6',
            'c9',
            'url',
          ])]: any(chance),
        },
      },
      statuses: [400, 422],
    }),
    (_, chance) => ({
      kind: 'asking for choices',
      to: 'choices',
      body: {
        field: chance.of(['partner', 'partners']),
        ...chance.of([
          { text: any(chance) },
          { of: any(chance) },
          { of: [partner, partners, world.partners.mine, world.partners.hidden, made, any(chance)] },
          {
            text: chance.of(naughty),
            of: undefined,
            filter: { '!=': [{ var: 'note' }, null] },
            sort: 'note',
            fields: ['note'],
            limit: 1e9,
          },
        ]),
      },
      statuses: [200, 400],
    }),
    (_, chance) => ({
      kind: 'asking for choices of what offers none',
      to: 'choices',
      body: {
        field: chance.of<unknown>([
          'name',
          'papers',
          'owner',
          'partner.note',
          'partner_note',
          'items.product',
          'choices_1',
          world.names.field,
          any(chance),
        ]),
        text: '',
      },
      statuses: [400, 403, 422],
    }),
    (n) => ({
      kind: 'a file of this visit',
      to: 'submissions',
      body: { values: { name: name(n) } },
      file: { name: 'a.png', content: png },
      statuses: [201],
      wanted: { name: name(n), partner: false, partners: false, paper: true },
    }),
    (n, chance) => ({
      kind: 'files of others',
      to: 'submissions',
      body: {
        values: {
          name: name(n),
          partner,
          papers: [
            {
              id: chance.of([world.files.west, world.files.hidden, world.unknown, any(chance)]),
              name: chance.of(naughty),
              size: any(chance),
              type: 'text/html',
            },
          ],
        },
      },
      statuses: [400, 422],
    }),
    (_, chance) => ({
      kind: 'files that are none',
      to: 'files',
      body: {},
      file: {
        name: `${chance.of(naughty)}${chance.of(['.html', '.svg', '.png', '.pdf', '.xhtml', '', '.exe', '.png.html'])}`,
        content: chance.of([
          '<script>alert(1)</script>',
          '<svg onload="alert(1)"/>',
          'MZ',
          '',
          png,
          '%PDF-1.4 x',
        ]),
      },
      statuses: [201, 400, 413, 415, 422],
    }),
  ]
}

/** Who makes the calls: the submission, question or file, with a riddle solved for each. */
export async function carryOut(
  guest: Stranger,
  token: string,
  call: Call,
): Promise<{ readonly status: number; readonly text: string }> {
  const proof = await guest.proof()
  const upload = async (): Promise<{ status: number; text: string; data?: { id: string } }> => {
    const { name = '', content = '' } = call.file ?? {}
    const { payload, headers } = multipart(name.replaceAll(/["\r\n]/g, '_'), Buffer.from(content, 'latin1'))
    const answer = await guest.raw({
      method: 'POST',
      url: `/api/public/forms/${token}/files`,
      payload,
      headers: { ...headers, 'x-challenge': proof.challenge, 'x-answer': proof.answer },
    })
    return {
      status: answer.statusCode,
      text: answer.body,
      ...(answer.statusCode === 201 ? answer.json() : {}),
    }
  }
  const file = call.file === undefined ? undefined : await upload()
  if (call.to === 'files') return { status: file?.status ?? 0, text: file?.text ?? '' }
  const { values, ...rest } = call.body as { values?: object }
  const given = file === undefined ? values : { ...values, papers: [file.data] }
  const answer = await guest.raw({
    method: 'POST',
    url: `/api/public/forms/${token}/${call.to}`,
    payload: JSON.stringify({ ...rest, ...proof, ...(given === undefined ? {} : { values: given }) }),
    headers: { 'content-type': 'application/json' },
  })
  return { status: answer.statusCode, text: `${JSON.stringify(answer.headers)}\n${answer.body}` }
}
