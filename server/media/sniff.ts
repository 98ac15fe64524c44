/** What the bytes of a file are. Names, extensions and what a server says of a file count for nothing. Pure. */

/** Enough of a file's beginning to tell, bytes; a JPEG may keep its size behind a long preview. */
export const HEAD_BYTES = 256 * 1024

/** A browser needs four bytes a pixel: larger pictures are kept and not drawn. */
const MOST_PIXELS = 40_000_000
const LONGEST_SIDE = 30_000

export type Sniffed = {
  /** A media type; `application/octet-stream` where nothing is known of it. */
  type: string
  /** Pixels, of pictures whose size could be read. */
  size: { width: number; height: number } | null
}

const UNKNOWN: Sniffed = { type: 'application/octet-stream', size: null }

/** Tells the type of a file by its first bytes. Only pictures made of pixels count as pictures: SVG is a document. */
export function sniff(head: Uint8Array): Sniffed {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  const picture = PICTURES.find(({ begins }) => begins(bytes))
  if (picture) return { type: picture.type, size: sizeOrNull(picture.size(bytes)) }
  const other = OTHERS.find(([, begins]) => begins(bytes))
  return other ? { type: other[0], size: null } : UNKNOWN
}

/** How something of this type may be looked at in the console; null: only saved as a file. */
export function showsAs({ type, size }: Sniffed): 'picture' | 'sound' | 'film' | null {
  if (type.startsWith('image/')) return size && fits(size) ? 'picture' : null
  if (type.startsWith('audio/')) return 'sound'
  return type.startsWith('video/') ? 'film' : null
}

const fits = ({ width, height }: NonNullable<Size>) =>
  width * height <= MOST_PIXELS && Math.max(width, height) <= LONGEST_SIDE

type Begins = (bytes: Buffer) => boolean
type Size = { width: number; height: number } | null

const at =
  (offset: number, ...text: string[]): Begins =>
  (bytes) =>
    text.some((one) => bytes.subarray(offset, offset + one.length).equals(Buffer.from(one, 'latin1')))
const both =
  (one: Begins, other: Begins): Begins =>
  (bytes) =>
    one(bytes) && other(bytes)

const PICTURES: readonly { type: string; begins: Begins; size: (bytes: Buffer) => Size }[] = [
  { type: 'image/png', begins: both(at(0, '\x89PNG\r\n\x1a\n'), at(12, 'IHDR')), size: sizeOfPng },
  { type: 'image/jpeg', begins: at(0, '\xff\xd8\xff'), size: sizeOfJpeg },
  { type: 'image/gif', begins: at(0, 'GIF87a', 'GIF89a'), size: sizeOfGif },
  { type: 'image/webp', begins: both(at(0, 'RIFF'), at(8, 'WEBP')), size: sizeOfWebp },
]

const ftyp = (...brands: string[]): Begins => both(at(4, 'ftyp'), at(8, ...brands))
/** The first that fits counts. */
const OTHERS: readonly (readonly [string, Begins])[] = [
  ['image/avif', ftyp('avif', 'avis')],
  ['image/heic', ftyp('heic', 'heix', 'mif1', 'msf1')],
  ['video/quicktime', ftyp('qt  ')],
  ['audio/mp4', ftyp('M4A ', 'M4B ')],
  ['video/mp4', at(4, 'ftyp')],
  ['video/webm', at(0, '\x1a\x45\xdf\xa3')],
  ['video/x-msvideo', both(at(0, 'RIFF'), at(8, 'AVI '))],
  ['audio/wav', both(at(0, 'RIFF'), at(8, 'WAVE'))],
  ['audio/ogg', at(0, 'OggS')],
  ['audio/flac', at(0, 'fLaC')],
  ['audio/amr', at(0, '#!AMR')],
  ['audio/mpeg', at(0, 'ID3', '\xff\xfb', '\xff\xf3', '\xff\xf2')],
  ['audio/aac', at(0, '\xff\xf1', '\xff\xf9')],
  ['application/pdf', at(0, '%PDF-')],
  ['application/zip', at(0, 'PK\x03\x04', 'PK\x05\x06')],
  ['application/gzip', at(0, '\x1f\x8b')],
]

function sizeOrNull(size: Size): Size {
  return size && size.width > 0 && size.height > 0 ? size : null
}

function sizeOfPng(bytes: Buffer): Size {
  if (bytes.length < 24) return null
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** Browsers make room for the first picture in it, also where that is larger than the whole says it is. */
function sizeOfGif(bytes: Buffer): Size {
  if (bytes.length < 13) return null
  const [width, height, flags] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8), bytes.readUInt8(10)]
  let offset = 13 + tableOfGif(flags)
  // Extensions: a label, then parts of at most 255 bytes, each behind its length, until one has none.
  while (bytes[offset] === 0x21) {
    offset += 2
    for (let length = bytes[offset]; length; length = bytes[offset]) offset += length + 1
    offset += 1
  }
  if (bytes[offset] !== 0x2c || offset + 9 > bytes.length) return null
  const [left, top] = [bytes.readUInt16LE(offset + 1), bytes.readUInt16LE(offset + 3)]
  return {
    width: Math.max(width, left + bytes.readUInt16LE(offset + 5)),
    height: Math.max(height, top + bytes.readUInt16LE(offset + 7)),
  }
}

/** Bytes of the table of colours that the flags tell of. */
const tableOfGif = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

function sizeOfWebp(bytes: Buffer): Size {
  if (bytes.length < 30) return null
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    default:
      return null
  }
}

/** Walks a JPEG's segments to the one that begins a frame. */
function sizeOfJpeg(bytes: Buffer): Size {
  let offset = 2
  while (offset + 9 <= bytes.length && bytes[offset] === 0xff) {
    const marker = bytes[offset + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: bytes.readUInt16BE(offset + 7), height: bytes.readUInt16BE(offset + 5) }
    if (marker === 0xff) offset += 1
    else if (marker === 0xd9 || marker === 0xda) return null
    else offset += 2 + bytes.readUInt16BE(offset + 2)
  }
  return null
}
