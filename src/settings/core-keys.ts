import { type Line, lineOf } from "./spark-version.ts";

/**
 * The keys that configure a Spark application and not a session: those that a real Spark registers beside its SQL
 * configuration (`ConfigEntry.findEntry`). `executor: cores memory` are `spark.executor.cores` and
 * `spark.executor.memory`, `-` is the first part alone; a line for some versions begins with them, as in `entries/`.
 */
const lines = `
acls: enable
admin: acls acls.groups
app: attempt.id
appStateStore: asyncTracking.enable
archives: -
authenticate: - enableSaslEncryption secret secret.driver.file secret.executor.file secret.file secretBitLength
barrier: sync.timeout
block: failures.beforeLocationRefresh
blockManager: port
broadcast: UDFCompressionThreshold blockSize checksum compress
buffer: pageSize size write.chunkSize
checkpoint: compress
cleaner: periodicGC.interval referenceTracking referenceTracking.blocking referenceTracking.blocking.shuffle referenceTracking.cleanCheckpoints
connect: scalaUdf.stubPrefixes
cores: max
decommission: enabled
diskStore: subDirectories
driver: bindAddress blockManager.port cores extraClassPath extraJavaOptions extraLibraryPath host log.allowErasureCoding log.dfsDir log.layout log.persistToDfs.enabled maxResultSize memory memoryOverhead memoryOverheadFactor port resourcesFile supervise userClassPathFirst
dynamicAllocation: cachedExecutorIdleTimeout enabled executorAllocationRatio executorIdleTimeout initialExecutors maxExecutors minExecutors schedulerBacklogTimeout shuffleTracking.enabled shuffleTracking.timeout sustainedSchedulerBacklogTimeout testing
eventLog: buffer.kb compress compression.codec dir enabled erasureCoding.enabled gcMetrics.oldGenerationGarbageCollectors gcMetrics.youngGenerationGarbageCollectors logBlockUpdates.enabled logStageExecutorMetrics longForm.enabled overwrite rolling.enabled rolling.maxFileSize testing
excludeOnFailure: application.fetchFailure.enabled application.maxFailedExecutorsPerNode application.maxFailedTasksPerExecutor enabled killExcludedExecutors killExcludedExecutors.decommission stage.maxFailedExecutorsPerNode stage.maxFailedTasksPerExecutor task.maxTaskAttemptsPerExecutor task.maxTaskAttemptsPerNode timeout
executor: allowSparkContext cores decommission.forceKillTimeout decommission.killInterval decommission.signal extraClassPath extraJavaOptions extraLibraryPath failuresValidityInterval heartbeat.dropZeroAccumulatorUpdates heartbeat.maxFailures heartbeatInterval id instances killOnFatalError.depth logs.rolling.enableCompression logs.rolling.maxRetainedFiles logs.rolling.maxSize logs.rolling.strategy logs.rolling.time.interval maxNumFailures memory memoryOverhead memoryOverheadFactor metrics.fileSystemSchemes metrics.pollingInterval processTreeMetrics.enabled pyspark.memory python.worker.log.details userClassPathFirst
extraListeners: -
file: transferTo
files: - fetchFailure.unRegisterOutputOnHost ignoreCorruptFiles ignoreMissingFiles maxPartitionBytes openCostInBytes
hadoopRDD: ignoreEmptySplits
history: custom.executor.log.url custom.executor.log.url.applyIncompleteApplication fs.cleaner.enabled fs.cleaner.interval fs.cleaner.maxAge fs.cleaner.maxNum fs.driverlog.cleaner.enabled fs.driverlog.cleaner.interval fs.driverlog.cleaner.maxAge fs.endEventReparseChunkSize fs.eventLog.rolling.compaction.score.threshold fs.eventLog.rolling.maxFilesToRetain fs.inProgressOptimization.enabled fs.logDirectory fs.numReplayThreads fs.safemodeCheck.interval fs.update.batchSize fs.update.interval kerberos.enabled kerberos.keytab kerberos.principal provider retainedApplications store.hybridStore.diskBackend store.hybridStore.enabled store.hybridStore.maxMemoryUsage store.maxDiskUsage store.path store.serializer ui.acls.enable ui.admin.acls ui.admin.acls.groups ui.maxApplications ui.port
io: compression.codec compression.lz4.blockSize compression.snappy.blockSize compression.zstd.bufferPool.enabled compression.zstd.bufferSize compression.zstd.level crypto.cipher.transformation encryption.enabled encryption.keySizeBits encryption.keygen.algorithm warning.largeFileThreshold
jars: - excludes ivy ivySettings packages repositories
kerberos: access.hadoopFileSystems keytab principal relogin.period renewal.credentials
kryo: classesToRegister pool referenceTracking registrationRequired registrator unsafe
kryoserializer: buffer buffer.max
locality: wait wait.legacyResetOnTaskLaunch wait.node wait.process wait.rack
log: callerContext level
master: rest.enabled rest.port ui.decommission.allow.mode ui.port
memory: fraction offHeap.enabled offHeap.size storageFraction
metrics: appStatusSource.enabled conf executorMetricsSource.enabled namespace staticSources.enabled
modify: acls acls.groups
network: crypto.enabled crypto.saslFallback maxRemoteBlockSizeFetchToMem remoteReadNioBufferConversion timeout timeoutInterval
plugins: -
pyspark: driver.python python
python: authenticate.socketTimeout daemon.module task.killTimeout use.daemon worker.faulthandler.enabled worker.module worker.reuse
rdd: cache.visibilityTracking.enabled checkpoint.cachePreferredLocsExpireTime compress limit.initialNumPartitions limit.scaleUpFactor parallelListingThreshold
redaction: regex string.regex
reducer: maxBlocksInFlightPerAddress maxReqsInFlight maxSizeInFlight
resources: discoveryPlugin warnings.testing
rpc: askTimeout connect.threads io.numConnectionsPerPeer io.threads lookupTimeout message.maxSize netty.dispatcher.numThreads
scheduler: allocation.file barrier.maxConcurrentTasksCheck.interval barrier.maxConcurrentTasksCheck.maxFailures excludeOnFailure.unschedulableTaskSetTimeout executorTaskExcludeOnFailureTime listenerbus.eventqueue.capacity listenerbus.logSlowEvent listenerbus.logSlowEvent.threshold listenerbus.metrics.maxListenerClassesTimed maxRegisteredResourcesWaitingTime maxRetainedRemovedDecommissionExecutors maxRetainedUnknownDecommissionExecutors minRegisteredResourcesRatio mode resource.profileMergeConflicts revive.interval
security: credentials.renewalRatio credentials.retryWait
serializer: - extraDebugInfo objectStreamReset
shuffle: accurateBlockSkewedFactor accurateBlockThreshold checksum.algorithm checksum.enabled compress detectCorrupt detectCorrupt.useExtraMemory file.buffer manager mapOutput.dispatcher.numThreads mapOutput.minSizeForBroadcast mapOutput.parallelAggregationThreshold mapStatus.compression.codec maxAccurateSkewedBlockNumber maxAttemptsOnNettyOOM minNumPartitionsToHighlyCompress push.enabled push.finalize.timeout push.maxBlockBatchSize push.maxBlockSizeToPush push.maxRetainedMergerLocations push.merge.finalizeThreads push.mergersMinStaticThreshold push.mergersMinThresholdRatio push.minCompletedPushRatio push.minShuffleSizeToWait push.numPushThreads push.results.timeout push.sendFinalizeRPCThreads readHostLocalDisk reduceLocality.enabled registration.maxAttempts registration.timeout service.db.backend service.db.enabled service.enabled service.fetch.rdd.enabled service.name service.port service.removeShuffle sort.bypassMergeThreshold sort.initialBufferSize sort.io.plugin.class sort.useRadixSort spill.batchSize spill.compress spill.diskWriteBufferSize spill.initialMemoryThreshold spill.numElementsForceSpillThreshold sync unsafe.fastMergeEnabled unsafe.file.output.buffer useOldFetchProtocol
speculation: - efficiency.enabled efficiency.longRunTaskFactor efficiency.processRateMultiplier interval minTaskRuntime multiplier quantile task.duration.threshold
stage: ignoreDecommissionFetchFailure maxAttempts
standalone: executorRemoveDelayOnDisconnection submit.waitAppCompletion
storage: blockManagerHeartbeatTimeoutMs blockManagerMasterDriverHeartbeatTimeoutMs blockManagerTimeoutIntervalMs cachedPeersTtl cleanupFilesAfterExecutorExit decommission.enabled decommission.fallbackStorage.cleanUp decommission.fallbackStorage.path decommission.maxReplicationFailuresPerBlock decommission.rddBlocks.enabled decommission.replicationReattemptInterval decommission.shuffleBlocks.enabled decommission.shuffleBlocks.maxDiskSize decommission.shuffleBlocks.maxThreads exceptionOnPinLeak localDiskByExecutors.cacheSize maxReplicationFailures memoryMapLimitForTests memoryMapThreshold replication.policy replication.proactive replication.topologyFile replication.topologyMapper unrollMemoryCheckPeriod unrollMemoryGrowthFactor unrollMemoryThreshold
submit: deployMode proxyUser.allowCustomClasspathInClusterMode pyFiles
task: cpus maxDirectResultSize maxFailures reaper.enabled reaper.killTimeout reaper.pollingInterval reaper.threadDump
taskMetrics: trackUpdatedBlockStatuses
test: noStageRetry
testing: - dynamicAllocation.schedule.enabled memory nCoresPerExecutor nExecutorsPerHost nHosts reservedMemory resourceProfileManager skipValidateCores
ui: allowFramingFrom consoleProgress.update.interval custom.executor.log.url dagGraph.retainedRootRDDs enabled filters groupSQLSubExecutionEnabled heapHistogramEnabled killEnabled liveUpdate.minFlushPeriod liveUpdate.period port prometheus.enabled proxyRedirectUri requestHeaderSize retainedDeadExecutors retainedJobs retainedStages retainedTasks reverseProxy reverseProxyUrl showConsoleProgress store.path strictTransportSecurity threadDumpsEnabled timeline.executors.maximum timeline.jobs.maximum timeline.stages.maximum timeline.tasks.maximum timelineEnabled view.acls view.acls.groups xContentTypeOptions.enabled xXssProtection
unsafe: exceptionOnMemoryLeak sorter.spill.read.ahead.enabled sorter.spill.reader.buffer.size
user: groups.mapping
worker: executorStateSync.maxAttempts
yarn: dist.forceDownloadSchemes dist.pyFiles isPython kerberos.renewal.excludeHadoopFileSystems shuffle.server.recovery.disabled stagingDir
4.0.. api: mode
4.0.. checkpoint: dir
4.0.. default: parallelism
4.0.. driver: defaultExtraClassPath log.localDir minMemoryOverhead timeout
4.0.. eventLog: includeTaskMetricsAccumulators
4.0.. excludeOnFailure: application.enabled taskAndStage.enabled
4.0.. executor: defaultExtraClassPath minMemoryOverhead syncLogLevel.enabled
4.0.. history: ui.title
4.0.. io: compression.lzf.parallel.enabled compression.zstd.workers
4.0.. kubernetes: jars.avoidDownloadSchemes
4.0.. log: legacyTaskNameMdc.enabled structuredLogging.enabled
4.0.. master: rest.filters rest.host rest.maxThreads rest.virtualThread.enabled ui.historyServerUrl ui.title ui.visibleEnvVarPrefixes useAppNameAsAppId.enabled useDriverIdAsAppName.enabled
4.0.. python: worker.idleTimeoutSeconds
4.0.. scheduler: dropTaskInfoAccumulablesOnTaskCompletion.enabled listenerbus.exitTimeout numCancelledJobGroupsToTrack stage.legacyAbortAfterKillTasks
4.0.. shuffle: file.merge.buffer localDisk.file.output.buffer
4.0.. shutdown: timeout
4.0.. stage: maxConsecutiveAttempts
4.0.. testing: skipESSRegister
4.0.. ui: threadDump.flamegraphEnabled
4.0..4.1 ui: jettyStopTimeout
4.1.. driver: log.redirectConsoleOutputs metrics.pollingInterval
4.1.. eventLog: excludedPatterns
4.1.. executor: isolatedSessionCache.size logs.redirectConsoleOutputs
4.1.. history: fs.eventLog.maxLineLength fs.eventLog.rolling.onDemandLoadEnabled fs.numCompactThreads
4.1.. io: compression.zstd.strategy
4.1.. memory: unmanagedMemoryPollingInterval
4.1.. python: daemon.killWorkerOnFlushFailure factory.idleWorkerMaxPoolSize unix.domain.socket.dir unix.domain.socket.enabled worker.killOnIdleTimeout worker.tracebackDumpIntervalSeconds
4.1.. shuffle: spill.maxSizeInBytesForSpillThreshold
4.1.. submit: callSystemExitOnMainExit
4.1.. ui: actionsViaGetEnabled
4.2.. cleaner: referenceTracking.blocking.timeout
4.2.. driver: limitActiveProcessorCount.enabled
4.2.. executor: limitActiveProcessorCount.enabled
4.2.. history: fs.logDirectory.names fs.update.scanDisabledPathPatterns
4.2.. scheduler: streaming.idAwareLogging.enabled streaming.idAwareLogging.queryIdLength
4.2.. storage: shuffleManager.initWaitingTimeout
4.2.. testing: injectShuffleFetchFailures
4.2.. ui: contentSecurityPolicy.enabled jetty.sniHostCheckEnabled jetty.stopTimeout showErrorStacks
4.2.. unsafe: sorter.spill.merge.factor
4.3.. checkpoint: local.verifyChecksum.enabled local.verifyChecksum.forceSerialized
4.3.. history: fs.eventLog.onDemandLoadEnabled
4.3.. master: rest.allowedAppResourcePatterns rest.maxRequestBodySize
4.3.. network: recreateWorkerGroupOnDeadEventLoop
4.3.. python: udf.pipelined.enabled udf.pipelined.queueDepth
4.3.. scheduler: pipelinedGroup.slotCheck.enabled
4.3.. security: directCredentialProviders.enabled
4.3.. shuffle: manager.incremental streaming.checksum.enabled streaming.networkBufferMaxWaitTimeMs streaming.networkBufferSize streaming.readerMaxMemory streaming.writerConnectionTimeout streaming.writerMaxMemory
4.3.. standalone: submit.filterEnvironment
4.3.. storage: decommission.shuffleBlocks.bufferRacingMigrations rddBlockChecksum.algorithm rddBlockChecksum.enabled rddBlockChecksum.verifyOnReplication
4.3.. testing: injectShuffleFetchFailuresDownstreamDelay injectShuffleFetchFailuresResultStageDelay injectShuffleForceChecksumMismatchOnRecompute
4.3.. ui: contentSecurityPolicy.frameAncestors.enabled
`;

/** Application keys by the lines of Spark that know them, both included. */
const known: ReadonlyMap<string, readonly [since: Line, until: Line]> = new Map(
  lines
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [, since = "", until = "", first = "", rest = ""] = /^(?:(\S*)\.\.(\S*) )?(\S+): (.*)$/.exec(line) ?? [];
      const range = [
        since === "" ? 0 : lineOf(since),
        until === "" ? Number.POSITIVE_INFINITY : lineOf(until),
      ] as const;
      return rest.split(" ").map((name) => [`spark.${first}${name === "-" ? "" : `.${name}`}`, range] as const);
    }),
);

/** Whether a key configures a Spark application, not a session: it is fixed when the application starts. */
export function isCoreKey(key: string, line: Line): boolean {
  const [since, until] = known.get(key) ?? [Number.POSITIVE_INFINITY, 0];
  return since <= line && line <= until;
}
