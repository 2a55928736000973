// A reader without a browser: cookies, redirects left alone, form tokens found in the page.

/// Somebody who asks for pages and sends forms.
export class Reader {
  constructor(address) {
    this.address = address;
    this.cookies = new Map();
  }

  async ask(path, init = {}) {
    const headers = { ...init.headers, cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await fetch(this.address + path, { redirect: 'manual', ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: response.status, to: response.headers.get('location') ?? '', text: await response.text(), headers: response.headers };
  }

  get(path) {
    return this.ask(path);
  }

  /// Sends a form: pairs as an object, or as a list where a field comes several times; with a file it goes in parts.
  async send(path, pairs = {}, token = null) {
    const list = [['csrf', token ?? await this.pageToken()], ...(Array.isArray(pairs) ? pairs : Object.entries(pairs))];
    const parts = list.some(([, value]) => value instanceof Blob);
    const body = parts ? new FormData() : new URLSearchParams();
    for (const [name, value] of list) body.append(name, value);
    const headers = parts ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    return this.ask(path, { method: 'POST', body, headers: { ...headers, origin: this.address } });
  }

  /// The form token of this reader, as it stands in the demo's bar.
  async pageToken() {
    const page = await this.get('/no-such-page');
    return page.text.match(/name="csrf" value="([^"]+)"/)?.[1] ?? '';
  }

  /// Becomes somebody through the demo's bar.
  async be(login) {
    return this.send('/demo/be', { login });
  }

  /// Jumps to a stop, waiting while it is being played.
  async jump(stop) {
    for (let tries = 0; tries < 180; tries += 1) {
      const answer = await this.send('/demo/jump', { stop });
      if (answer.status === 303 && answer.to === '/') return;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    throw new Error(`the demo has not reached ${stop}`);
  }
}
