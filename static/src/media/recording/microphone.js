// The microphone: which one, how loud it is, and whether it is still there.
const CHOSEN = "stories microphone";
const QUIET = -52; // decibels below full scale; a room with somebody talking is louder
const FLOOR = -60;

// Sound as it is: what a telephone call wants taken away is a voice's own colour here.
const wanted = (id) => ({
  audio: {
    deviceId: id ? { exact: id } : undefined,
    channelCount: { ideal: 1 },
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: true,
  },
});

function remembered(id) {
  try {
    if (id) localStorage.setItem(CHOSEN, id);
    return localStorage.getItem(CHOSEN);
  } catch {
    return id;
  }
}

export class Microphone {
  constructor(loudness) {
    this.loudness = loudness;
    this.heardAt = 0;
  }

  async open(id = remembered()) {
    this.close();
    try {
      this.stream = await navigator.mediaDevices.getUserMedia(wanted(id));
    } catch (error) {
      if (!id || !["OverconstrainedError", "NotFoundError"].includes(error.name)) throw error;
      this.stream = await navigator.mediaDevices.getUserMedia(wanted(null)); // it was unplugged
    }
    this.track.addEventListener("ended", () => this.onlost && this.onlost());
    this.track.addEventListener("mute", () => this.ontaken && this.ontaken());
    await this.listen();
    return remembered(this.track.getSettings().deviceId);
  }

  get track() {
    return this.stream.getAudioTracks()[0];
  }

  async choices() {
    const found = await navigator.mediaDevices.enumerateDevices();
    return found.filter(({ kind, deviceId }) => kind === "audioinput" && deviceId);
  }

  async listen() {
    this.context = new AudioContext();
    const analyser = this.context.createAnalyser();
    analyser.fftSize = 8192; // more than passes between two looks
    this.context.createMediaStreamSource(this.stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    this.heardAt = Date.now();
    this.timer = setInterval(() => this.measure(analyser, wave), 100);
    await this.context.resume();
  }

  measure(analyser, wave) {
    analyser.getFloatTimeDomainData(wave);
    const peak = wave.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const decibels = peak ? Math.max(FLOOR, 20 * Math.log10(peak)) : FLOOR;
    if (decibels > QUIET) this.heardAt = Date.now();
    this.loudness(Math.round((100 * (decibels - FLOOR)) / -FLOOR));
  }

  // Seconds since anything was heard.
  get silence() {
    return (Date.now() - this.heardAt) / 1000;
  }

  close() {
    clearInterval(this.timer);
    if (this.context) this.context.close();
    if (this.stream) for (const track of this.stream.getTracks()) track.stop();
    this.context = null;
  }
}
