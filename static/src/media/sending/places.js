// Where an upload of this device stands, for tus-js-client: an address under a digest, no name.
const PREFIX = "stories upload ";

function safely(work, otherwise) {
  try {
    return work();
  } catch {
    return otherwise; // a browser that keeps nothing: an upload then begins anew after a reload
  }
}

export const places = {
  async findAllUploads() {
    return [];
  },
  async findUploadsByFingerprint(fingerprint) {
    const key = PREFIX + fingerprint;
    const uploadUrl = safely(() => localStorage.getItem(key), null);
    return uploadUrl ? [{ uploadUrl, urlStorageKey: key }] : [];
  },
  async addUpload(fingerprint, { uploadUrl }) {
    const key = PREFIX + fingerprint;
    safely(() => localStorage.setItem(key, uploadUrl));
    return key;
  },
  async removeUpload(key) {
    safely(() => localStorage.removeItem(key));
  },
};
