import type { Finding } from './editor';
import type { Sheet, Testable, TestedTable } from './tests';

/** What could not be done, in words for the person. */
export class NotDone extends Error {}

/** What the page asks of the server, for one file. */
export class Server {
  constructor(
    private readonly file: string,
    private readonly csrf: string,
  ) {}

  async draft(): Promise<string> {
    return (await this.ask(`/bench/files/${encodeURIComponent(this.file)}?draft=true`)).text();
  }

  async inForce(): Promise<string> {
    return (await this.ask(`/bench/files/${encodeURIComponent(this.file)}`)).text();
  }

  async templates<T>(): Promise<T> {
    return (await this.ask('/bench/element-templates')).json() as Promise<T>;
  }

  async check(xml: string): Promise<Finding[]> {
    return (await this.send(`/bench/check?file=${encodeURIComponent(this.file)}`, xml)).json() as Promise<Finding[]>;
  }

  async keep(xml: string, note: string): Promise<void> {
    await this.send(`/bench/draft?file=${encodeURIComponent(this.file)}&note=${encodeURIComponent(note)}`, xml);
  }

  /** The tables of the file that can be tested. */
  async testable(): Promise<Testable[]> {
    return (await this.ask(`/bench/tests?file=${encodeURIComponent(this.file)}`)).json() as Promise<Testable[]>;
  }

  /** The tests of one of them. */
  async tests(name: string, draft: boolean): Promise<Sheet> {
    return (await this.ask(`/bench/tests/${encodeURIComponent(name)}?draft=${draft}`)).json() as Promise<Sheet>;
  }

  async checkWithTests(table: string, tests: Record<string, Sheet>): Promise<{ findings: Finding[]; tested: TestedTable[] }> {
    const address = `/bench/tests/check?file=${encodeURIComponent(this.file)}`;
    return (await this.send(address, JSON.stringify({ table, tests }), 'application/json')).json() as Promise<{
      findings: Finding[];
      tested: TestedTable[];
    }>;
  }

  async keepTests(name: string, sheet: Sheet, note: string): Promise<void> {
    const address = `/bench/tests/draft?file=${encodeURIComponent(name)}&note=${encodeURIComponent(note)}`;
    await this.send(address, JSON.stringify(sheet), 'application/json');
  }

  private send(address: string, body: string, type = 'application/xml'): Promise<Response> {
    const headers = { 'Content-Type': type, 'X-XSRF-TOKEN': this.csrf };
    return this.ask(address, { method: 'POST', headers, body });
  }

  private async ask(address: string, how: RequestInit = {}): Promise<Response> {
    const response = await fetch(address, { ...how, redirect: 'manual' });
    if (response.ok) {
      return response;
    }
    if (response.type === 'opaqueredirect') {
      throw new NotDone('You are not logged in any more. Log in in another tab, and go on here.');
    }
    if (response.status === 409) {
      throw new NotDone(((await response.json()) as { problem: string }).problem);
    }
    throw new NotDone(`The server answers ${response.status}.`);
  }
}
