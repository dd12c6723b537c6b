import type { Actor } from '@mortise/store'
import type { SandboxHost } from './plugins/sandbox.ts'
import type { EventHub, Runtime, Workspace } from '@mortise/runtime'

/** Who may call a route. Every route says it; one that doesn't keeps the server from starting. */
export type Policy = 'public' | 'user' | 'design' | 'admin'

/** What routes work with. */
export type ServerContext = {
  readonly runtime: Runtime
  readonly workspace: Workspace
  readonly hub: EventHub
  /** Copies of the workspace, to try things in. */
  readonly sandboxes: SandboxHost
  readonly settings: HttpSettings
  /** The live table of routes, complete once the server is ready. */
  readonly routes: readonly RouteLine[]
}

/** One route with who may call it. */
export type RouteLine = { readonly method: string; readonly url: string; readonly policy: Policy }

/** Takes lines of a log. */
export type LogStream = { readonly write: (line: string) => void }

/** Settings of the HTTP side. */
export type HttpSettings = {
  /** Public address; `https:` turns on secure cookies and HSTS. */
  readonly url: string
  /** Folder of the built web client; absent when there is none. */
  readonly webFolder?: string | undefined
  readonly version: string
  /** Folder of the apps that the gallery offers; absent where none are. */
  readonly templates?: string | undefined
  /** Calls a minute from one session, key or address. */
  readonly callsPerMinute?: number | undefined
  /** Multiplies what strangers may do in a minute with public forms. Default 1. */
  readonly publicFactor?: number | undefined
  /** Whether everything needed to answer is there. */
  readonly ready: () => Promise<boolean>
  /** Where requests that failed are told: true is stdout. */
  readonly log?: boolean | LogStream | undefined
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The live table of routes, complete once the server is ready. */
    routeTable: readonly RouteLine[]
  }
  interface FastifyRequest {
    /** Who calls; null for somebody who is not signed in. */
    caller: Actor | null
    /** True when the call was signed in by the cookie of a browser. */
    byCookie: boolean
  }
  interface FastifyContextConfig {
    policy?: Policy
    /** Set for routes that read, whatever their method says, or that end the viewing: open while one looks through another's eyes. */
    whileViewing?: boolean
    /** Set for routes that programs call without anybody's session or key; what they send is signed otherwise. */
    unsigned?: boolean
    /** Set for routes whose answer must not be kept for an Idempotency-Key. */
    rateLimit?: object | false
  }
}
