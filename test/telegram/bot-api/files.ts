export interface KeptFile {
  file_id: string;
  file_unique_id: string;
  file_size: number;
  file_path: string;
  mime: string;
  bytes: Uint8Array;
}

/** The files that Telegram holds for the bot, found by id or by their path under `/file/bot<token>/`. */
export class Files {
  #byId = new Map<string, KeptFile>();
  #byPath = new Map<string, KeptFile>();

  /** `folder` as in `photos`, `ending` as in `jpg`. The id is opaque, as a real one. */
  keep(bytes: Uint8Array, folder: string, ending: string, mime: string): KeptFile {
    const n = this.#byId.size;
    const file: KeptFile = {
      file_id: Buffer.from(`a file of this server, number ${n}, ${folder}`).toString('base64url'),
      file_unique_id: `AQAD${n.toString(36).padStart(6, '0')}`,
      file_size: bytes.length,
      file_path: `${folder}/file_${n}.${ending}`,
      mime,
      bytes,
    };
    this.#byId.set(file.file_id, file);
    this.#byPath.set(file.file_path, file);
    return file;
  }

  byId = (id: string) => this.#byId.get(id);
  byPath = (path: string) => this.#byPath.get(path);
}

/** What a message says of a file. */
export const idsOf = ({ file_id, file_unique_id, file_size }: KeptFile) => ({
  file_id,
  file_unique_id,
  file_size,
});
