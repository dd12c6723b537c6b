/** How high a PNG is to one of its width, from the head of its `data:` URI; a third where it says nothing sensible. */
export function pngShape(uri: string): number {
  const head = atob(/^data:image\/png;base64,([A-Za-z0-9+/]{32})/.exec(uri)?.[1] ?? '')
  const side = (from: number): number =>
    [0, 1, 2, 3].reduce((sum, at) => sum * 256 + (head.codePointAt(from + at) ?? 0), 0)
  const shape = side(20) / side(16)
  return Number.isFinite(shape) && shape > 0 ? shape : 1 / 3
}
