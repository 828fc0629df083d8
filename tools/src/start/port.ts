import { once } from 'node:events';
import { createServer } from 'node:net';

const firstPort = 3000;

/** `PORT` if it is set, otherwise 3000 or the next one that nobody listens on. */
export async function choosePort(): Promise<number> {
  const wanted = process.env['PORT'];
  if (wanted) {
    const port = Number(wanted);
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new Error(`PORT is ${wanted}; it must be a number from 1 to 65535.`);
    if (!(await isFree(port))) throw new Error(`Port ${port} is in use. Set PORT to another one.`);
    return port;
  }
  for (let port = firstPort; port < firstPort + 100; port++) if (await isFree(port)) return port;
  throw new Error(`No port from ${firstPort} to ${firstPort + 99} is free. Set PORT to another one.`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
