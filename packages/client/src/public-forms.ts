import type { Locale, LocalizedText } from '@mortise/errors'
import type {
  PublicFormDocument,
  PublicLinkFacts,
  PublicLinkSettings as LinkSettings,
  PublicSubmissionFacts,
  RecordValues,
} from '@mortise/schema'
import { type ClientOptions, createSend, type Send } from './transport.ts'
import type { ModelAnswer } from './types.ts'
import { type Upload, uploadApi } from './upload.ts'

/** A link that opens a form to strangers. */
export type PublicLink = PublicLinkFacts & {
  readonly createdByName: string
  /** Whoever opened the link is gone: rules and flows without a role of their own have no rights any more. */
  readonly orphaned: boolean
  /** `/f/…` */
  readonly path: string
}

/** What may be changed of a link at any time. */
export type PublicLinkSettings = Partial<LinkSettings>

/** One submission by a link; `values` only while it is held back. */
export type PublicSubmission = PublicSubmissionFacts & {
  readonly source: { readonly [name: string]: string }
}

/** Links of public forms, for those who manage them. Every method throws ApiError. */
export type PublicLinksApi = {
  readonly list: (form?: string) => Promise<readonly PublicLink[]>
  readonly create: (form: string, settings: PublicLinkSettings) => Promise<PublicLink>
  readonly change: (id: string, settings: PublicLinkSettings) => Promise<PublicLink>
  readonly revoke: (id: string) => Promise<void>
  /** Gives a link another address; the one before leads nowhere. */
  readonly renew: (id: string) => Promise<PublicLink>
  /** Gives all links other addresses and ends whatever was signed before. Gives how many links. */
  readonly renewKey: () => Promise<number>
  readonly submissions: (id: string, state?: 'held') => Promise<readonly PublicSubmission[]>
  /** Gives the id of the record that was made; null for one that was dropped. */
  readonly settle: (submission: string, make: boolean) => Promise<string | null>
  /** Takes back the link by which somebody follows what they sent. */
  readonly shutProgress: (submission: string) => Promise<void>
}

/** The part of the client for links of public forms. */
export function publicLinksApi(send: Send): PublicLinksApi {
  const at = (id: string): string => `/public-links/${encodeURIComponent(id)}`
  return {
    list: async (form) =>
      (await send<{ data: readonly PublicLink[] }>('GET', '/public-links', { query: { form } })).data,
    create: async (form, settings) =>
      (await send<{ data: PublicLink }>('POST', '/public-links', { body: { form, ...settings } })).data,
    change: async (id, settings) =>
      (await send<{ data: PublicLink }>('PATCH', at(id), { body: settings })).data,
    revoke: async (id) => {
      await send('DELETE', at(id))
    },
    renew: async (id) => (await send<{ data: PublicLink }>('POST', `${at(id)}/renew`)).data,
    renewKey: async () =>
      (await send<{ data: { readonly links: number } }>('POST', '/public-links/key')).data.links,
    submissions: async (id, state) =>
      (
        await send<{ data: readonly PublicSubmission[] }>('GET', `${at(id)}/submissions`, {
          query: { state },
        })
      ).data,
    shutProgress: async (submission) => {
      await send('DELETE', `/public-submissions/${encodeURIComponent(submission)}/progress`)
    },
    settle: async (submission, make) =>
      (
        await send<{ data: { readonly record: string | null } }>(
          'POST',
          `/public-submissions/${encodeURIComponent(submission)}`,
          { body: { make } },
        )
      ).data.record,
  }
}

/** What the page of a link shows; `model` only while the form can be filled in. */
export type PublicPage = Pick<PublicFormDocument, 'theme' | 'title' | 'description' | 'consent' | 'once'> & {
  readonly state: 'open' | 'soon' | 'closed' | 'full' | 'off'
  readonly label: LocalizedText
  readonly opensAt: string | null
  readonly closesAt: string | null
  readonly timeZone: string
  readonly prefill: readonly string[]
  /** Sites whose pages stand on the form. */
  readonly sites: readonly string[]
  readonly model: {
    readonly version: number
    readonly documents: Pick<ModelAnswer['documents'], 'app' | 'entity' | 'form'>
  } | null
  /** Links that are chosen for: by path, the entity of the model that stands for the choices. */
  readonly picks: readonly {
    readonly path: string
    readonly entity: string
    /** Letters to be typed before anything is offered. */
    readonly minLength: number
  }[]
}

/** One record that may be chosen; `id` is a name of it that only this link knows. */
export type PublicChoice = {
  readonly id: string
  readonly label: string
  readonly hint: string
  /** What is shown of it, as plain values. */
  readonly row: RecordValues
}

/** What fits; `more` says that typing would narrow it down. */
export type PublicChoices = { readonly choices: readonly PublicChoice[]; readonly more: boolean }

/** To be solved before anything can be sent. */
export type Riddle = { readonly token: string; readonly bits: number; readonly expiresAt: string }

/** A solved riddle. */
export type Proof = { readonly challenge: string; readonly answer: string }

/** What is sent by a link. `website` is the field that nobody sees. */
export type PublicSubmit = Proof & {
  readonly values: RecordValues
  readonly consent?: string
  readonly device?: string
  readonly website?: string
  readonly source?: { readonly [name: string]: string }
}

/** What whoever submitted sees next. */
export type PublicThanks = {
  readonly text: LocalizedText | null
  readonly redirect: string | null
  readonly progress: string | null
}

/** How far something that was submitted has come. */
export type PublicProgress = {
  readonly title: LocalizedText
  readonly theme: NonNullable<PublicFormDocument['theme']>
  readonly sentAt: string
  readonly fields: readonly { readonly key: string; readonly label: LocalizedText; readonly text: string }[]
  readonly steps: readonly {
    readonly name: string
    readonly state: 'done' | 'current' | 'refused' | 'returned'
    readonly at: string
  }[]
  /** How it ended, once nothing is under way any more. */
  readonly outcome: { readonly state: 'approved' | 'refused' | 'ended'; readonly at: string } | null
  readonly timeZone: string
}

/** What a stranger with a link can ask. Every method throws ApiError. */
export type PublicVisit = {
  readonly page: () => Promise<PublicPage>
  /** With an earlier riddle its files stay this visitor's. */
  readonly riddle: (earlier?: string) => Promise<Riddle>
  /** What may be chosen for a link, by text, or some of it by name (`of`). */
  readonly choices: (
    proof: Proof,
    asked: { readonly field: string; readonly text?: string; readonly of?: readonly string[] },
  ) => Promise<PublicChoices>
  /** Sends files; each request is proved by what `proof` gives then. */
  readonly uploader: (proof: () => Promise<Proof>) => Upload
  readonly submit: (body: PublicSubmit) => Promise<PublicThanks>
  readonly progress: (token: string) => Promise<PublicProgress>
}

/** Opens a link as a stranger: without the cookie of anybody who may be signed in. */
export function visitPublicForm(
  token: string,
  options: { readonly locale: Locale | (() => Locale); readonly fetch?: typeof fetch },
): PublicVisit {
  const ask = options.fetch ?? fetch
  const given: ClientOptions = {
    baseUrl: '',
    locale: options.locale,
    fetch: (input, init) => ask(input, { ...init, credentials: 'omit' }),
  }
  const send = createSend(given)
  const at = `/public/forms/${encodeURIComponent(token)}`
  return {
    page: async () => (await send<{ data: PublicPage }>('GET', at)).data,
    riddle: async (earlier) =>
      (
        await send<{ data: Riddle }>('POST', `${at}/riddle`, {
          body: earlier === undefined ? {} : { earlier },
        })
      ).data,
    choices: async (proof, asked) =>
      (await send<{ data: PublicChoices }>('POST', `${at}/choices`, { body: { ...proof, ...asked } })).data,
    uploader: (proof) => {
      const headers = async (): Promise<{ readonly [name: string]: string }> => {
        const { challenge, answer } = await proof()
        return { 'x-challenge': challenge, 'x-answer': answer }
      }
      // A browser that tells how much has arrived sends its cookies along; the server looks at none of them here.
      const { fetch: _fetch, ...watched } = given
      return uploadApi(send, options.fetch === undefined ? watched : given, { path: `${at}/files`, headers })
    },
    submit: async (body) => (await send<{ data: PublicThanks }>('POST', `${at}/submissions`, { body })).data,
    progress: async (one) =>
      (await send<{ data: PublicProgress }>('GET', `/public/progress/${encodeURIComponent(one)}`)).data,
  }
}
