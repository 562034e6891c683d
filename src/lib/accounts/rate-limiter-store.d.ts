/** What a store of one's own is made of; the package names its type but does not export it. */
declare module 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js' {
  import type { RateLimiterRes } from 'rate-limiter-flexible'

  export default abstract class RateLimiterStoreAbstract {
    constructor(options: { keyPrefix: string; points: number; duration: number })
    readonly points: number
    /** Rejects with a RateLimiterRes when there are no points left. */
    consume(key: string, points?: number): Promise<RateLimiterRes>
    reward(key: string, points?: number): Promise<RateLimiterRes>
    delete(key: string): Promise<boolean>
    protected abstract _get(key: string): Promise<unknown>
    protected abstract _delete(key: string): Promise<boolean>
    protected abstract _upsert(key: string, points: number, milliseconds: number, anew: boolean): Promise<unknown>
    protected abstract _getRateLimiterRes(key: string, changed: number, stored: unknown): RateLimiterRes
  }
}
