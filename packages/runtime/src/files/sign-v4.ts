import { createHash, createHmac } from 'node:crypto'

/** Who signs, for which part of the world. */
export type SigningKey = {
  readonly accessKey: string
  readonly secretKey: string
  readonly region: string
}

/** A request to sign. Header names are in lower case; `host` is among them. */
export type Unsigned = {
  readonly method: string
  /** Path as it is sent, each part percent-encoded already. */
  readonly path: string
  readonly headers: { readonly [name: string]: string }
  /** SHA-256 of the body in hex. */
  readonly bodyHash: string
  /** Milliseconds since 1970. */
  readonly at: number
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/**
 * Signs a request to an S3-compatible store: AWS Signature Version 4 with the payload hash in a header, without query
 * parameters. Gives all headers to send.
 */
export function signV4(request: Unsigned, key: SigningKey): { readonly [name: string]: string } {
  const stamp = `${new Date(request.at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')}`
  const day = stamp.slice(0, 8)
  const headers: { [name: string]: string } = {
    ...request.headers,
    'x-amz-content-sha256': request.bodyHash,
    'x-amz-date': stamp,
  }
  const names = Object.keys(headers).toSorted()
  const signed = names.join(';')
  const canonical = [
    request.method,
    request.path,
    '',
    ...names.map((name) => `${name}:${headers[name]?.trim() ?? ''}`),
    '',
    signed,
    request.bodyHash,
  ].join('\n')
  const scope = `${day}/${key.region}/s3/aws4_request`
  const signing = ['s3', 'aws4_request'].reduce<Buffer>(
    (last, part) => hmac(last, part),
    hmac(hmac(`AWS4${key.secretKey}`, day), key.region),
  )
  const signature = hmac(signing, ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n')).toString(
    'hex',
  )
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${key.accessKey}/${scope},SignedHeaders=${signed},Signature=${signature}`,
  }
}
