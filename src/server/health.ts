import { create, toBinary } from "@bufbuild/protobuf";
import { readMessage } from "../connect/wire.ts";
import {
  Health as HealthService,
  HealthCheckRequestSchema,
  HealthCheckResponse_ServingStatus as Status,
  HealthCheckResponseSchema,
  HealthListResponseSchema,
} from "../gen/grpc/health/v1/health_pb.ts";
import { SparkConnectService } from "../gen/spark/connect/base_pb.ts";
import { GrpcFailure, grpcCodes } from "./grpc/status-codes.ts";
import type { Call, GrpcMethod } from "./grpc/transport.ts";

/** The services whose health can be asked for; the empty name is the server as a whole. */
const services = ["", SparkConnectService.typeName, HealthService.typeName];

/** Tells whether a server may be spoken to, to those who ask and to those who watch (`grpc.health.v1`). */
export class Health {
  readonly #watchers = new Set<() => void>();
  #isServing = false;
  #isClosed = false;

  /** Whether new work is taken. */
  get isServing(): boolean {
    return this.#isServing;
  }

  set isServing(value: boolean) {
    this.#isServing = value;
    this.#tell();
  }

  /** Ends all watching. */
  close(): void {
    this.#isClosed = true;
    this.#tell();
  }

  #tell(): void {
    for (const tell of this.#watchers) tell();
  }

  #statusOf(service: string): Status {
    // Who answers this serves, whatever it says of the others.
    if (service === HealthService.typeName) return Status.SERVING;
    if (!services.includes(service)) return Status.SERVICE_UNKNOWN;
    return this.#isServing ? Status.SERVING : Status.NOT_SERVING;
  }

  /** The service's methods; everyone may call them. */
  get methods(): readonly (readonly [path: string, method: GrpcMethod])[] {
    const { typeName, method } = HealthService;
    const pathOf = ({ name }: { readonly name: string }) => `/${typeName}/${name}`;
    const serviceIn = (bytes: Uint8Array) => readMessage(HealthCheckRequestSchema, bytes).service;
    const answer = (status: Status) => ({
      head: toBinary(HealthCheckResponseSchema, create(HealthCheckResponseSchema, { status })),
    });
    return [
      [
        pathOf(method.check),
        {
          kind: "unary",
          isOpen: true,
          handle: (bytes) => {
            const status = this.#statusOf(serviceIn(bytes));
            if (status === Status.SERVICE_UNKNOWN) throw new GrpcFailure(grpcCodes.notFound, "unknown service");
            return answer(status);
          },
        },
      ],
      [
        pathOf(method.list),
        {
          kind: "unary",
          isOpen: true,
          handle: () => {
            const statuses = Object.fromEntries(
              services.map((service) => [service, { status: this.#statusOf(service) }]),
            );
            return { head: toBinary(HealthListResponseSchema, create(HealthListResponseSchema, { statuses })) };
          },
        },
      ],
      [
        pathOf(method.watch),
        { kind: "stream", isOpen: true, handle: (bytes, call) => this.#watch(serviceIn(bytes), call, answer) },
      ],
    ];
  }

  async *#watch<A>(service: string, { signal }: Call, answer: (status: Status) => A): AsyncGenerator<A> {
    let told: Status | undefined;
    for (;;) {
      const status = this.#statusOf(service);
      if (status !== told) yield answer((told = status));
      if (this.#isClosed || signal.aborted) return;
      if (this.#statusOf(service) !== told) continue;
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#watchers.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        this.#watchers.add(wake);
        signal.addEventListener("abort", wake, { once: true });
      });
    }
  }
}
