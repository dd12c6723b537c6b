/** Draws a chosen picture no larger than asked, as a data URL that fits into a document. */
export async function pictureOf(
  file: File,
  most: { readonly width: number; readonly height: number },
): Promise<string> {
  const bitmap = await createImageBitmap(file)
  const share = Math.min(1, most.width / bitmap.width, most.height / bitmap.height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * share))
  canvas.height = Math.max(1, Math.round(bitmap.height * share))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  // Logos have see-through grounds; photographs are small only as JPEG.
  const exact = canvas.toDataURL('image/png')
  if (exact.length <= longest) return exact
  for (const quality of [0.86, 0.7, 0.5]) {
    const text = canvas.toDataURL('image/jpeg', quality)
    if (text.length <= longest) return text
  }
  throw new Error('picture')
}

const longest = 300_000
