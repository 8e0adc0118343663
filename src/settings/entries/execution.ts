/** Spark's configuration of execution and code generation; `index.ts` says how to read a line. */
export const execution = `
~spark.sql.cartesianProductExec.buffer.in.memory.threshold|int|4096
4.1.. ~spark.sql.cartesianProductExec.buffer.spill.size.threshold|bytes(1..)|9223372036854775807b
~spark.sql.cartesianProductExec.buffer.spill.threshold|int|2147483647
~spark.sql.codegen.aggregate.fastHashMap.capacityBit|int(10..30)|16
~spark.sql.codegen.aggregate.map.twolevel.enabled|boolean|true
~spark.sql.codegen.aggregate.map.twolevel.partialOnly|boolean|true
~spark.sql.codegen.aggregate.map.vectorized.enable|boolean|false
~spark.sql.codegen.aggregate.sortAggregate.enabled|boolean|true
4.3.. ~spark.sql.codegen.aggregate.sortAggregate.withKeys.enabled|boolean|true
~spark.sql.codegen.aggregate.splitAggregateFunc.enabled|boolean|true
4.0.. ~spark.sql.codegen.broadcastCleanedSourceThreshold|int|-1
!~spark.sql.codegen.cache.maxEntries|int|100
!~spark.sql.codegen.comments|boolean|false
4.3.. ~spark.sql.codegen.compiler|ENUM(janino,jdk)|janino
..4.0 ~spark.sql.codegen.factoryMode|enum(CODEGEN_ONLY,FALLBACK,NO_CODEGEN)|FALLBACK
4.1.. ~spark.sql.codegen.factoryMode|ENUM(FALLBACK,CODEGEN_ONLY,NO_CODEGEN)|FALLBACK
~spark.sql.codegen.fallback|boolean|true
~spark.sql.codegen.hugeMethodLimit|int|65535
~spark.sql.codegen.join.buildSideOuterShuffledHashJoin.enabled|boolean|true
~spark.sql.codegen.join.existenceSortMergeJoin.enabled|boolean|true
~spark.sql.codegen.join.fullOuterShuffledHashJoin.enabled|boolean|true
~spark.sql.codegen.join.fullOuterSortMergeJoin.enabled|boolean|true
4.1.. ~spark.sql.codegen.logLevel|ENUM(ERROR,WARN,INFO,DEBUG,TRACE)|DEBUG
~spark.sql.codegen.logging.maxLines|int(-1..)|1000
~spark.sql.codegen.maxFields|int|100
~spark.sql.codegen.methodSplitThreshold|int(1..)|1024
~spark.sql.codegen.splitConsumeFuncByOperator|boolean|true
~spark.sql.codegen.useIdInClassName|boolean|true
~spark.sql.codegen.wholeStage|boolean|true
4.2..4.2 ~spark.sql.codegen.wholeStage.union.enabled|boolean|false
4.3.. ~spark.sql.codegen.wholeStage.union.enabled|boolean|true
4.2.. ~spark.sql.codegen.wholeStage.union.maxChildren|int(2..)|64
~spark.sql.columnVector.offheap.enabled|boolean|false
!~spark.sql.debug|boolean|false
spark.sql.debug.maxToStringFields|int|25
!spark.sql.event.truncate.length|int|2147483647
4.3.. spark.sql.execution.arrow.cache.prefetch.enabled|boolean|false
4.1.. spark.sql.execution.arrow.compression.codec|ENUM(none,zstd,lz4)|none
4.1.. spark.sql.execution.arrow.compression.zstd.level|int|3
..4.1 spark.sql.execution.arrow.enabled|boolean|false
4.2.. spark.sql.execution.arrow.enabled|boolean|true
spark.sql.execution.arrow.fallback.enabled|boolean|true
spark.sql.execution.arrow.localRelationThreshold|bytes(0..)|50331648b
4.0..4.0 ~spark.sql.execution.arrow.maxBytesPerBatch|bytes(1..2147483647)|268435456b
4.1.. ~spark.sql.execution.arrow.maxBytesPerBatch|bytes(1..2147483647)|67108864b
4.1.. ~spark.sql.execution.arrow.maxBytesPerOutputBatch|bytes(..2147483647)|-1b
spark.sql.execution.arrow.maxRecordsPerBatch|int|10000
4.1.. ~spark.sql.execution.arrow.maxRecordsPerOutputBatch|int|-1
spark.sql.execution.arrow.pyspark.enabled|boolean|=spark.sql.execution.arrow.enabled
spark.sql.execution.arrow.pyspark.fallback.enabled|boolean|=spark.sql.execution.arrow.fallback.enabled
spark.sql.execution.arrow.pyspark.selfDestruct.enabled|boolean|false
4.1.. spark.sql.execution.arrow.pyspark.validateSchema.enabled|boolean|false
4.2.. spark.sql.execution.arrow.pythonUDF.columnarInput.enabled|boolean|true
spark.sql.execution.arrow.sparkr.enabled|boolean|false
4.0..4.0 spark.sql.execution.arrow.transformWithStateInPandas.maxRecordsPerBatch|int|10000
4.1.. spark.sql.execution.arrow.transformWithStateInPySpark.maxStateRecordsPerBatch|int|10000
..3.5 ~spark.sql.execution.arrow.useLargeVarTypes|boolean|false
4.0.. spark.sql.execution.arrow.useLargeVarTypes|boolean|false
~spark.sql.execution.broadcastHashJoin.outputPartitioningExpandLimit|int(0..)|8
4.3.. spark.sql.execution.bypassPartialAggregation|boolean|false
4.3.. ~spark.sql.execution.combineAdjacentAggregation|boolean|true
4.1.. ~spark.sql.execution.datasources.hadoopLineRecordReader.enabled|boolean|true
~spark.sql.execution.fastFailOnFileFormatOutput|boolean|false
4.0.. spark.sql.execution.interruptOnCancel|boolean|true
..4.0 ~spark.sql.execution.pandas.convertToArrowArraySafely|boolean|false
4.1.. ~spark.sql.execution.pandas.convertToArrowArraySafely|boolean|true
4.0.. spark.sql.execution.pandas.inferPandasDictAsMap|boolean|false
spark.sql.execution.pandas.structHandlingMode|enum(legacy,row,dict)|legacy
spark.sql.execution.pandas.udf.buffer.size|int(0..)|65536
4.3.. ~spark.sql.execution.pushDownLocalSort|boolean|true
4.3.. ~spark.sql.execution.pushDownLocalSort.throughCardinalityReducer|boolean|false
4.1.. spark.sql.execution.pyspark.binaryAsBytes|boolean|true
~spark.sql.execution.pyspark.python|string|-
4.1.. spark.sql.execution.pyspark.udf.daemonKillWorkerOnFlushFailure|boolean|true
4.0.. spark.sql.execution.pyspark.udf.faulthandler.enabled|boolean|false
4.0.. spark.sql.execution.pyspark.udf.hideTraceback.enabled|boolean|false
4.0.. spark.sql.execution.pyspark.udf.idleTimeoutSeconds|seconds(0..)|0ms
4.1.. spark.sql.execution.pyspark.udf.killOnIdleTimeout|boolean|false
spark.sql.execution.pyspark.udf.simplifiedTraceback.enabled|boolean|true
4.1.. spark.sql.execution.pyspark.udf.tracebackDumpIntervalSeconds|seconds(0..)|0ms
4.3.. spark.sql.execution.pyspark.udf.tracebackWithLocals.enabled|boolean|false
4.0.. spark.sql.execution.python.udf.buffer.size|int(0..)|65536
4.3.. ~spark.sql.execution.python.udf.maxBytesPerBatch|bytes(-1,1..2147483647)|-1b
4.0.. spark.sql.execution.python.udf.maxRecordsPerBatch|int(1..)|100
4.0.. spark.sql.execution.pythonUDF.arrow.concurrency.level|int(2..)|-
..4.1 spark.sql.execution.pythonUDF.arrow.enabled|boolean|false
4.2.. spark.sql.execution.pythonUDF.arrow.enabled|boolean|true
4.1.. ~spark.sql.execution.pythonUDF.arrow.legacy.fallbackOnUDT|boolean|false
4.3.. ~spark.sql.execution.pythonUDF.mapInBatch.legacy.acceptAnyIterable.enabled|boolean|true
4.1.. spark.sql.execution.pythonUDF.pandas.intToDecimalCoercionEnabled|boolean|false
4.2.. spark.sql.execution.pythonUDF.pandas.preferIntExtensionDtype|boolean|false
..4.1 spark.sql.execution.pythonUDTF.arrow.enabled|boolean|false
4.2.. spark.sql.execution.pythonUDTF.arrow.enabled|boolean|true
~spark.sql.execution.rangeExchange.sampleSizePerPartition|int|100
~spark.sql.execution.removeRedundantProjects|boolean|true
~spark.sql.execution.removeRedundantSorts|boolean|true
..4.2 ~spark.sql.execution.replaceHashWithSortAgg|boolean|false
4.3.. ~spark.sql.execution.replaceHashWithSortAgg|boolean|true
~spark.sql.execution.reuseSubquery|boolean|true
~spark.sql.execution.sortBeforeRepartition|boolean|true
spark.sql.execution.topKSortFallbackThreshold|int|2147483632
4.3.. spark.sql.execution.udf.unified.execution.enabled|boolean|false
4.3.. ~spark.sql.execution.useHashAggregateExec|boolean|true
~spark.sql.execution.useObjectHashAggregateExec|boolean|true
~spark.sql.execution.usePartitionEvaluator|boolean|false
4.3.. ~spark.sql.join.asofJoin.enabled|boolean|false
~spark.sql.join.preferSortMergeJoin|boolean|true
4.3.. ~spark.sql.join.sortMergeAsOfJoin.enabled|boolean|false
4.3.. ~spark.sql.join.splitStreamedSideJoinCondition|boolean|false
~spark.sql.planChangeLog.batches|string|-
~spark.sql.planChangeLog.level|ENUM(ERROR,WARN,INFO,DEBUG,TRACE)|TRACE
~spark.sql.planChangeLog.rules|string|-
~spark.sql.sortMergeJoinExec.buffer.in.memory.threshold|int|2147483632
4.1.. ~spark.sql.sortMergeJoinExec.buffer.spill.size.threshold|bytes(1..)|9223372036854775807b
~spark.sql.sortMergeJoinExec.buffer.spill.threshold|int|2147483647
spark.sql.ui.explainMode|ONE(SIMPLE,EXTENDED,CODEGEN,COST,FORMATTED)|FORMATTED
!spark.sql.ui.retainedExecutions|int|1000
4.2.. spark.sql.window.segmentTree.blockSize|int(16..)|65536
4.2.. spark.sql.window.segmentTree.enabled|boolean|false
4.2.. ~spark.sql.window.segmentTree.fanout|int(2..)|16
4.2.. ~spark.sql.window.segmentTree.minPartitionRows|int(1..)|64
~spark.sql.windowExec.buffer.in.memory.threshold|int|4096
4.1.. ~spark.sql.windowExec.buffer.spill.size.threshold|bytes(1..)|9223372036854775807b
~spark.sql.windowExec.buffer.spill.threshold|int|2147483647
`;
