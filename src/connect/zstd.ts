import { decompress } from "fzstd";

const MAGIC = 0xfd2fb528;
/** The bytes of one block at most, unpacked (RFC 8878, Block_Maximum_Size). */
const MAX_BLOCK = 128 * 1024;

/** Why packed bytes cannot be unpacked. */
export class ZstdFault extends Error {}

/** One frame: where it ends, and how many bytes it can have at most when it is unpacked. */
interface Frame {
  readonly end: number;
  readonly most: number;
}

/**
 * Unpacks Zstandard frames. Nothing is unpacked before the headers of all frames and blocks have told that the result
 * cannot be larger than `limit` bytes; else, and where the bytes are no frames, {@link ZstdFault}.
 */
export function unpackZstd(data: Uint8Array, limit: number): Uint8Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let room = limit;
  try {
    for (let at = 0; at < data.length; ) {
      const { end, most } = readFrame(view, at, limit);
      room -= most;
      if (room < 0) throw new ZstdFault(`it may be larger than ${limit} bytes`);
      at = end;
    }
    return data.length === 0 ? data : decompress(data);
  } catch (cause) {
    if (cause instanceof ZstdFault) throw cause;
    throw new ZstdFault("it is no ZSTD frame, or is cut off", { cause });
  }
}

/** Walks over a frame by the sizes in its headers; a RangeError where it ends early. */
function readFrame(view: DataView, start: number, maxWindow: number): Frame {
  const magic = view.getUint32(start, true);
  if ((magic & 0xfffffff0) === 0x184d2a50) return { end: start + 8 + view.getUint32(start + 4, true), most: 0 };
  if (magic !== MAGIC) throw new ZstdFault("it is no ZSTD frame");
  const descriptor = view.getUint8(start + 4);
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (isSingle ? 1 : 0) : 1 << sizeFlag;
  if ((descriptor & 3) !== 0) throw new ZstdFault("it needs a dictionary");
  if (!isSingle && windowSize(view.getUint8(start + 5)) > maxWindow) throw new ZstdFault("its window is too large");
  const sizeAt = start + (isSingle ? 5 : 6);
  let at = sizeAt + sizeBytes;
  let most = 0;
  for (let isLast = false; !isLast; ) {
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    isLast = (header & 1) === 1;
    const type = (header >> 1) & 3;
    const size = header >> 3;
    most += type === 2 ? MAX_BLOCK : size;
    at += 3 + (type === 1 ? 1 : size);
  }
  // What the frame says of itself is what is allocated.
  const told = contentSize(view, sizeAt, sizeBytes);
  if (told !== undefined && told > most) throw new ZstdFault("a ZSTD frame says that it is larger than it can be");
  const end = at + ((descriptor & 4) === 0 ? 0 : 4);
  if (end > view.byteLength) throw new ZstdFault("a ZSTD frame is cut off");
  return { end, most: told ?? most };
}

const windowSize = (descriptor: number): number => 2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8);

function contentSize(view: DataView, at: number, bytes: number): number | undefined {
  switch (bytes) {
    case 0:
      return undefined;
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}
