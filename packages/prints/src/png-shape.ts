const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The bytes that some base64 stands for; as many as whole groups of letters give. */
function bytesOf(base64: string): readonly number[] {
  return (base64.match(/.{4}/g) ?? []).flatMap((group) => {
    const bits = [...group].reduce((sum, letter) => sum * 64 + Math.max(0, letters.indexOf(letter)), 0)
    return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255]
  })
}

/** How high a PNG is to one of its width, from the head of its `data:` URI; a third where it says nothing sensible. */
export function pngShape(uri: string): number {
  const head = bytesOf(/^data:image\/png;base64,([A-Za-z0-9+/]{32})/.exec(uri)?.[1] ?? '')
  const side = (from: number): number => head.slice(from, from + 4).reduce((sum, byte) => sum * 256 + byte, 0)
  const shape = side(20) / side(16)
  return Number.isFinite(shape) && shape > 0 ? shape : 1 / 3
}
